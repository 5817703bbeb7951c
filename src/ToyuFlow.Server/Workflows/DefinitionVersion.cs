using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>One version of a definition, as Elsa 3 JSON. A published version never changes; a running instance stays on its own.</summary>
public sealed class DefinitionVersion : TenantEntity
{
    public string DefinitionId { get; set; } = "";

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Json { get; set; } = "";

    public bool IsPublished { get; set; }

    public bool IsLatest { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";
}

public sealed class DefinitionVersionMapping : IEntityTypeConfiguration<DefinitionVersion>
{
    public void Configure(EntityTypeBuilder<DefinitionVersion> builder)
    {
        builder.HasIndex(d => new { d.TenantId, d.DefinitionId, d.Version }).IsUnique();
        builder.HasIndex(d => new { d.TenantId, d.IsPublished, d.DefinitionId });
    }
}
