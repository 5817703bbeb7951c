using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>A run of a definition version: its state as JSON and a revision that every step raises by one.</summary>
public sealed class WorkflowInstance : TenantEntity
{
    public Guid DefinitionVersionId { get; set; }

    public string DefinitionId { get; set; } = "";

    public int DefinitionVersion { get; set; }

    public string Name { get; set; } = "";

    public Guid? CaseId { get; set; }

    public string Status { get; set; } = "";

    public string SubStatus { get; set; } = "";

    public string State { get; set; } = "";

    public long Revision { get; set; }

    public int OpenIncidents { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why nothing may move it on for now; null when it runs as it should.</summary>
    public string? HeldBecause { get; set; }
}

/// <summary>What one step wrote into the journal of an instance: its entries in order, as JSON.</summary>
public sealed class JournalPage : TenantEntity
{
    public Guid InstanceId { get; set; }

    public long Revision { get; set; }

    public DateTimeOffset At { get; set; }

    public string Who { get; set; } = "";

    public string Entries { get; set; } = "";
}

/// <summary>What a suspended activity waits for; a copy of the state's bookmark that can be found by kind and name.</summary>
public sealed class BookmarkRow : TenantEntity
{
    public Guid InstanceId { get; set; }

    public string Kind { get; set; } = "";

    public string Name { get; set; } = "";

    public string ActivityId { get; set; } = "";
}

/// <summary>An activity that failed (异常); the instance waits until an administrator retries, skips or cancels.</summary>
public sealed class IncidentRow : TenantEntity
{
    public Guid InstanceId { get; set; }

    public Guid? CaseId { get; set; }

    public string ActivityId { get; set; } = "";

    public string Message { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public string? ResolvedBy { get; set; }

    public string? Resolution { get; set; }
}

public sealed class WorkflowInstanceMapping :
    IEntityTypeConfiguration<WorkflowInstance>, IEntityTypeConfiguration<JournalPage>, IEntityTypeConfiguration<BookmarkRow>, IEntityTypeConfiguration<IncidentRow>
{
    public void Configure(EntityTypeBuilder<WorkflowInstance> builder)
    {
        builder.HasIndex(i => new { i.TenantId, i.CaseId });
        builder.HasIndex(i => new { i.TenantId, i.Status, i.UpdatedAt });
        builder.HasOne<DefinitionVersion>().WithMany().HasForeignKey(i => new { i.TenantId, i.DefinitionVersionId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<JournalPage> builder)
    {
        builder.HasIndex(j => new { j.TenantId, j.InstanceId, j.Revision }).IsUnique();
        builder.HasOne<WorkflowInstance>().WithMany().HasForeignKey(j => new { j.TenantId, j.InstanceId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<BookmarkRow> builder)
    {
        builder.ToTable("Bookmark");
        builder.HasIndex(b => new { b.TenantId, b.Kind, b.Name });
        builder.HasIndex(b => new { b.TenantId, b.InstanceId });
    }

    public void Configure(EntityTypeBuilder<IncidentRow> builder)
    {
        builder.ToTable("Incident");
        builder.HasIndex(i => new { i.TenantId, i.InstanceId });
        builder.HasIndex(i => new { i.TenantId, i.ResolvedAt, i.At });
    }
}
