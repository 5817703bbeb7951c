using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases.ClockChanges;

public enum ClockChangeKind
{
    /// <summary>挂起计时: time that is not counted (行政许可法 第四十五条, or a local rule that is named).</summary>
    Pause,

    /// <summary>延期: more time, with the approval of the head (行政许可法 第四十二条).</summary>
    Extend,
}

public enum ClockChangeStatus
{
    Asked,
    Approved,
    Refused,

    /// <summary>A pause that was approved and has ended.</summary>
    Ended,
}

/// <summary>An officer asks to stop a clock for a while or for more time; the head of their unit decides, and the applicant is told in writing.</summary>
public sealed class ClockChange : TenantEntity
{
    public Guid CaseId { get; set; }

    /// <summary>Code of the clock.</summary>
    public string ClockCode { get; set; } = "";

    public string ClockName { get; set; } = "";

    public ClockChangeKind Kind { get; set; }

    /// <summary>Working days that it takes (a pause) or adds (an extension).</summary>
    public int Days { get; set; }

    public string Basis { get; set; } = "";

    public string Reason { get; set; } = "";

    public Guid UnitId { get; set; }

    public Guid AskedBy { get; set; }

    public string AskedByName { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    public ClockChangeStatus Status { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? Opinion { get; set; }

    /// <summary>Number of the written notice to the applicant.</summary>
    public string? NoticeNumber { get; set; }

    public DateTimeOffset? EndsAt { get; set; }
}

public sealed class ClockChangeMapping : IEntityTypeConfiguration<ClockChange>
{
    public void Configure(EntityTypeBuilder<ClockChange> builder)
    {
        builder.HasIndex(c => new { c.TenantId, c.CaseId, c.AskedAt });
        builder.HasIndex(c => new { c.TenantId, c.UnitId, c.Status });
        builder.HasOne<Case>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
