using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum InboxScope
{
    /// <summary>待办: mine and what my posts may claim.</summary>
    All,

    /// <summary>Claimed by or assigned to me.</summary>
    Mine,

    /// <summary>岗位池: not claimed yet.</summary>
    Pool,
}

public sealed record InboxRequest(string TenantId, Guid PersonId, IReadOnlyList<Guid> PostIds)
{
    /// <summary>An operator's tasks are those of the applicant at their institutions.</summary>
    public bool IsOperator { get; init; }

    public InboxScope Scope { get; init; }

    public string? Text { get; init; }

    public string? StepTitle { get; init; }

    /// <summary>Due after this instant.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Due at this instant or before.</summary>
    public DateTimeOffset? DueUntil { get; init; }

    /// <summary>Came after this instant.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    public PageKey? After { get; init; }

    public PageKey? Before { get; init; }

    public int Size { get; init; } = 20;

    public static InboxRequest Of(CurrentUser user) => new(user.TenantId, user.PersonId, user.PostIds) { IsOperator = user.Kind == ActorKind.Operator };
}

/// <param name="DueAt">By the law; <see cref="WorkTask.NoLimit"/> when there is no limit.</param>
public sealed record InboxItem(
    Guid Id, string Title, Guid CaseId, string CaseNumber, string Institution, string StepCode, Guid? AssigneeId, DateTimeOffset CreatedAt, DateTimeOffset DueAt, long Revision)
{
    public DateTimeOffset? PromisedDueAt { get; init; }

    public Guid? PostId { get; init; }

    public string CaseTitle { get; init; } = "";

    /// <summary>Of the round that it belongs to; null for a task that one person decides.</summary>
    public Guid? BookmarkId { get; init; }

    public RoundCount? Round { get; init; }

    /// <summary>批量通过 is set for its step; whether it can be passed so is asked again before.</summary>
    public bool AllowsBatch { get; init; }

    /// <summary>Nobody acts on its case until the applicant's withdrawal is decided.</summary>
    public bool IsHeld { get; init; }

    public bool MayBeClaimed => AssigneeId is null && PostId is not null && !IsHeld;

    public bool MayBePassedInBatch => AllowsBatch && !IsHeld;
}

public sealed record InboxPage(KeyPage<InboxItem> Page, long Total)
{
    public IReadOnlyList<InboxItem> Items => Page.Items;
}

public sealed record StepCount(string Title, long Count);
