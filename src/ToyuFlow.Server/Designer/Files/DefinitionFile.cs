using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Files;

/// <summary>What became of a definition's file: the text that was taken in last, and a newer one that waits because the definition was edited here meanwhile.</summary>
public sealed class DefinitionFile : TenantEntity
{
    public string DefinitionId { get; set; } = "";

    /// <summary>Where it lies, from the folder of the packs.</summary>
    public string Path { get; set; } = "";

    /// <summary>Hash of the text that was taken in last, or decided against.</summary>
    public string TakenHash { get; set; } = "";

    /// <summary>The version that it became.</summary>
    public int TakenVersion { get; set; }

    public string? WaitingHash { get; set; }

    public string? WaitingJson { get; set; }

    public DateTimeOffset At { get; set; }
}

public sealed class DefinitionFileMapping : IEntityTypeConfiguration<DefinitionFile>
{
    public void Configure(EntityTypeBuilder<DefinitionFile> builder)
    {
        builder.ToTable("definition_file");
        builder.HasIndex(f => new { f.TenantId, f.DefinitionId }).IsUnique();
    }
}
