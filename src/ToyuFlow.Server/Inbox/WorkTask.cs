using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum WorkTaskStatus
{
    Open,

    /// <summary>Not in any to-do list: others of the round act first.</summary>
    Waiting,

    Done,

    /// <summary>不再需要: the flow went on without it.</summary>
    Cancelled,
}

/// <summary>
/// Something that a person has to decide. Offered to a post of a unit (whoever holds it may claim it) or, when <see cref="ForApplicant"/>, to the
/// operators of the institution. Completed exactly once.
/// </summary>
public sealed class WorkTask : TenantEntity
{
    public Guid CaseId { get; set; }

    public Guid InstanceId { get; set; }

    public Guid BookmarkId { get; set; }

    public string ActivityId { get; set; } = "";

    /// <summary>Code of the step, for separation of duties and statistics.</summary>
    public string StepCode { get; set; } = "";

    public string Title { get; set; } = "";

    public string CaseNumber { get; set; } = "";

    public Guid InstitutionId { get; set; }

    public string InstitutionName { get; set; } = "";

    public bool ForApplicant { get; set; }

    public Guid? UnitId { get; set; }

    public Guid? PostId { get; set; }

    public Guid? AssigneeId { get; set; }

    /// <summary>委派: whom it comes back to; the assignee then gives an opinion only.</summary>
    public Guid? OwnerId { get; set; }

    public WorkTaskStatus Status { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Far in the future when the step has no limit, so that one index serves all.</summary>
    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? PromisedDueAt { get; set; }

    public long Revision { get; set; }

    /// <summary>What the step asks for, as <see cref="TaskSpec"/> JSON.</summary>
    public string Spec { get; set; } = "{}";

    public string? Action { get; set; }

    public string? ActionLabel { get; set; }

    public string? Opinion { get; set; }

    /// <summary>Answers to the step's fields, as a JSON object.</summary>
    public string? Answers { get; set; }

    public Guid? DecidedBy { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>退回 or 撤回: why the decision stays in the record only.</summary>
    public string? SupersededBecause { get; set; }

    /// <summary>代理: in whose right it was decided; null when in one's own.</summary>
    public Guid? DecidedFor { get; set; }

    /// <summary>How it belongs to a round that several sign (会签, 加签); null for a task that one person decides alone. All rows of a bookmark are its round.</summary>
    public SignKind? SignKind { get; set; }

    /// <summary>加签: the task of whoever added this one.</summary>
    public Guid? ParentId { get; set; }

    public Guid? AddedBy { get; set; }

    /// <summary>Among those added together.</summary>
    public SignMode? SignMethod { get; set; }

    public int SignOrder { get; set; }

    public long Weight { get; set; } = 1;

    public string? SignGroup { get; set; }

    public Vote? Vote { get; set; }

    /// <summary>Decided by the system because the time was up; shown as such everywhere.</summary>
    public bool IsAutomatic { get; set; }

    /// <summary>Why it was not needed any more.</summary>
    public string? ClosedBecause { get; set; }

    public static readonly DateTimeOffset NoLimit = new(2999, 12, 31, 0, 0, 0, TimeSpan.Zero);
}

public sealed class WorkTaskMapping : IEntityTypeConfiguration<WorkTask>
{
    public void Configure(EntityTypeBuilder<WorkTask> builder)
    {
        builder.HasIndex(t => new { t.TenantId, t.Status, t.AssigneeId, t.DueAt, t.Id });
        builder.HasIndex(t => new { t.TenantId, t.Status, t.PostId, t.DueAt, t.Id });
        builder.HasIndex(t => new { t.TenantId, t.DecidedBy, t.DecidedAt });
        builder.HasIndex(t => new { t.TenantId, t.CaseId, t.Status, t.StepCode });
        builder.HasIndex(t => new { t.TenantId, t.InstitutionId, t.ForApplicant, t.Status });
        builder.HasIndex(t => new { t.TenantId, t.BookmarkId, t.Status });
        builder.HasIndex(t => new { t.TenantId, t.InstanceId, t.Status });
        builder.HasIndex(t => new { t.TenantId, t.AssigneeId, t.DecidedAt }).HasFilter("closed_because IS NOT NULL");
        builder.Property(t => t.Weight).HasDefaultValue(1L);
        builder.Property(t => t.SignOrder).HasDefaultValue(0);
        builder.Property(t => t.IsAutomatic).HasDefaultValue(false);
        builder.HasOne<Case>().WithMany().HasForeignKey(t => new { t.TenantId, t.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(t => new { t.TenantId, t.UnitId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Post>().WithMany().HasForeignKey(t => new { t.TenantId, t.PostId }).OnDelete(DeleteBehavior.Restrict);
    }
}
