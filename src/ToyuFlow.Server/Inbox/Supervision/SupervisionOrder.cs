using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

public enum SupervisionState
{
    /// <summary>待答复.</summary>
    Open,

    /// <summary>待审核.</summary>
    Answered,

    /// <summary>已销号.</summary>
    Closed,
}

/// <summary>
/// 督办单: a supervisor asks a unit or an officer to get on with a case and to answer in writing by a day. Its clock is its own; the case's clock and
/// the tasks are not touched, and it does not end with them: only a supervisor strikes it off (销号).
/// </summary>
public sealed class SupervisionOrder : TenantEntity
{
    public string Number { get; set; } = "";

    public Guid CaseId { get; set; }

    /// <summary>The task that it was opened for; moves with it when the task is given to somebody else.</summary>
    public Guid? TaskId { get; set; }

    /// <summary>What is behind: the task's title.</summary>
    public string Subject { get; set; } = "";

    public Guid OpenedBy { get; set; }

    public string OpenedByName { get; set; } = "";

    /// <summary>The supervisor's unit, where others take over when they are gone.</summary>
    public Guid OpenedUnitId { get; set; }

    public Guid UnitId { get; set; }

    /// <summary>Null when the whole unit is asked.</summary>
    public Guid? PersonId { get; set; }

    public string Reason { get; set; } = "";

    public DateTimeOffset OpenedAt { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public SupervisionState State { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Working days more that were asked for and are not decided on yet.</summary>
    public int? ExtensionDays { get; set; }

    public long Revision { get; set; }
}

/// <summary>One link of the chain: what was asked, answered and decided, by whom and when. Never changed.</summary>
public sealed class SupervisionEntry : TenantEntity
{
    public Guid OrderId { get; set; }

    /// <summary>Its place in the chain: the order's revision from then on.</summary>
    public long Place { get; set; }

    public DateTimeOffset At { get; set; }

    public SupervisionAct Act { get; set; }

    public string Who { get; set; } = "";

    public string Words { get; set; } = "";

    /// <summary>The limit as it stands from then on, where the act sets one.</summary>
    public DateTimeOffset? DueAt { get; set; }
}

public enum SupervisionAct
{
    Opened,
    Answered,

    /// <summary>退回重办.</summary>
    Returned,

    /// <summary>销号.</summary>
    Closed,
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,

    /// <summary>The task went to somebody else, and the order with it.</summary>
    Moved,

    /// <summary>逾期, noted by the system.</summary>
    Overdue,
}

public sealed class SupervisionMapping : IEntityTypeConfiguration<SupervisionOrder>, IEntityTypeConfiguration<SupervisionEntry>
{
    public void Configure(EntityTypeBuilder<SupervisionOrder> builder)
    {
        builder.HasIndex(o => new { o.TenantId, o.State, o.UnitId });
        builder.HasIndex(o => new { o.TenantId, o.CaseId });
        builder.HasIndex(o => new { o.TenantId, o.TaskId });
        builder.HasOne<Case>().WithMany().HasForeignKey(o => new { o.TenantId, o.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(o => new { o.TenantId, o.UnitId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SupervisionEntry> builder)
    {
        builder.HasIndex(e => new { e.TenantId, e.OrderId, e.Place });
        builder.HasOne<SupervisionOrder>().WithMany().HasForeignKey(e => new { e.TenantId, e.OrderId }).OnDelete(DeleteBehavior.Cascade);
    }
}
