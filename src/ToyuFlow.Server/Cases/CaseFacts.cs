namespace ToyuFlow.Server.Cases;

/// <summary>The head of a case, as pages show it.</summary>
public sealed record CaseFacts(
    Guid Id,
    string Number,
    string MatterCode,
    string Title,
    CaseStatus Status,
    Guid InstitutionId,
    string InstitutionName,
    Guid? ParentCaseId,
    Guid? InstanceId,
    string Form,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ClosedAt)
{
    public bool IsOpen => Status is CaseStatus.Submitted or CaseStatus.Correcting or CaseStatus.Accepted;
}

/// <summary>A case of a list.</summary>
public sealed record CaseLine(Guid Id, string Number, string Title, string MatterCode, CaseStatus Status, string InstitutionName, DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? ClosedAt);

/// <summary>A task of a case, open or decided, as the case page shows it.</summary>
public sealed record CaseTask(Guid Id, string ActivityId, string Title, bool ForApplicant, string Status, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? PromisedDueAt)
{
    /// <summary>Why its decision is not in force any more (退回, 撤回).</summary>
    public string? SupersededBecause { get; init; }

    /// <summary>Decided by the system when the time was up.</summary>
    public bool IsAutomatic { get; init; }

    public string Unit { get; init; } = "";

    public string Post { get; init; } = "";

    public string? Assignee { get; init; }

    public string? ActionLabel { get; init; }

    public string? Opinion { get; init; }

    public string? DecidedByName { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was not needed any more, or by which rule the clock decided it.</summary>
    public string? ClosedBecause { get; init; }

    /// <summary>Yes, No or Abstain where several signed.</summary>
    public string? Vote { get; init; }

    /// <summary>Main, Before, After or Beside where several sign.</summary>
    public string? SignKind { get; init; }

    /// <summary>Nobody acts on it until the applicant's withdrawal is decided.</summary>
    public bool IsHeld { get; init; }

    public bool IsOpen => Status == "Open";

    /// <summary>Others of its round act first.</summary>
    public bool IsWaiting => Status == "Waiting";
}

public sealed record CaseNotice(Guid Id, string Number, string Opinion, IReadOnlyList<CorrectionItem> Items, DateTimeOffset ServedAt, string ServedBy, DateTimeOffset? AnsweredAt);

/// <summary>Papers that a 容缺受理 waits for.</summary>
public sealed record PapersOwed(Guid PromiseId, DateTimeOffset DueAt);
