using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>A limit that runs for a case (法定 and 承诺). Its dates are computed from its segments and the calendar; <see cref="DueAt"/> is that result kept for lists.</summary>
public sealed class CaseClock : TenantEntity
{
    public Guid CaseId { get; set; }

    /// <summary>Code of the pack's deadlines.</summary>
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Such as "5 wd".</summary>
    public string StatutoryLimit { get; set; } = "";

    public string? PromisedLimit { get; set; }

    public string Basis { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? PromisedDueAt { get; set; }

    /// <summary>延续: the end of the permit that is to be renewed. The decision falls before it whatever the limit says (行政许可法 第五十条); null for any other clock.</summary>
    public DateTimeOffset? UntilAt { get; set; }

    public DateTimeOffset? StoppedAt { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>A permit that is to be renewed ends on its day, however long the clock stands.</summary>
    public DateTimeOffset WithinPermit(DateTimeOffset due) => UntilAt < due ? UntilAt.Value : due;
}

/// <summary>A stretch of a clock, running or paused, with its reason, basis and who decided it. Segments are only added and closed.</summary>
public sealed class ClockSegmentRow : TenantEntity
{
    public Guid ClockId { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset? EndsAt { get; set; }

    public bool IsPause { get; set; }

    public string Reason { get; set; } = "";

    public string Basis { get; set; } = "";

    public string Who { get; set; } = "";

    public string? NoticeNumber { get; set; }
}

public sealed class CaseClockMapping : IEntityTypeConfiguration<CaseClock>, IEntityTypeConfiguration<ClockSegmentRow>
{
    public void Configure(EntityTypeBuilder<CaseClock> builder)
    {
        builder.HasIndex(c => new { c.TenantId, c.CaseId, c.Code });
        builder.HasOne<Case>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ClockSegmentRow> builder)
    {
        builder.ToTable("ClockSegment");
        builder.HasIndex(s => new { s.TenantId, s.ClockId, s.StartsAt });
        builder.HasOne<CaseClock>().WithMany().HasForeignKey(s => new { s.TenantId, s.ClockId }).OnDelete(DeleteBehavior.Cascade);
    }
}
