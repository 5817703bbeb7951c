using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>
/// Something that falls due: a waiting activity, a reminder, the end of a publicity period. Claimed in batches by the sweep; the effect and
/// the removal of the row are one step, so that it fires once and, after a downtime, late but once.
/// </summary>
public sealed class TimerRow : TenantEntity
{
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Which handler takes it.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What it belongs to: the instance, task or record whose end removes it.</summary>
    public Guid SubjectId { get; set; }

    public string Payload { get; set; } = "{}";

    public int Attempts { get; set; }

    public string? LastError { get; set; }
}

public sealed class TimerRowMapping : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> builder)
    {
        builder.ToTable("Timer");
        builder.HasIndex(t => new { t.DueAt, t.Id });
        builder.HasIndex(t => new { t.TenantId, t.SubjectId, t.Kind });
    }
}
