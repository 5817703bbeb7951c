using ToyuFlow.Server.Cases;

namespace ToyuFlow.Server.Inbox;

/// <summary>A decision as it was entered.</summary>
/// <param name="Revision">The one that the person saw.</param>
public sealed record TaskInput(Guid TaskId, long Revision, string Action, string Opinion)
{
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    public IReadOnlyList<CorrectionItem> Corrections { get; init; } = [];
}

/// <param name="Result">pass, fail or na.</param>
public sealed record CheckResult(string Code, string Result, string Remark);

/// <summary>What happened: shown to the person who decided.</summary>
public sealed record TaskOutcome(Guid CaseId, string Title, string ActionLabel, IReadOnlyList<string> NextTasks);
