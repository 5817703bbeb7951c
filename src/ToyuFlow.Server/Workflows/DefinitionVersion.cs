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

    public string Description { get; set; } = "";

    /// <summary>When it was published for the first time; from then on its text never changes.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string UpdatedBy { get; set; } = "";

    public Guid? UpdatedById { get; set; }

    /// <summary>Raised by each save, so that two people who edit the same draft do not overwrite each other.</summary>
    public long Revision { get; set; }

    /// <summary>The browser window that saved it last: saves of one window may overtake each other, those of another one are a conflict.</summary>
    public string EditedIn { get; set; } = "";

    /// <summary>A draft: nothing can run on it, so its text may change.</summary>
    public bool IsDraft => !IsPublished && PublishedAt is null && IsLatest;
}

public sealed class DefinitionVersionMapping : IEntityTypeConfiguration<DefinitionVersion>
{
    public void Configure(EntityTypeBuilder<DefinitionVersion> builder)
    {
        builder.HasIndex(d => new { d.TenantId, d.DefinitionId, d.Version }).IsUnique();
        builder.HasIndex(d => new { d.TenantId, d.IsPublished, d.DefinitionId });
        builder.HasIndex(d => new { d.TenantId, d.IsLatest, d.Name });
        builder.Ignore(d => d.IsDraft);
    }
}
