using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Something from outside that moves an instance.</summary>
public abstract record Stimulus;

/// <summary>What a bookmark waited for has happened.</summary>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="Input">What came with it.</param>
public sealed record ResumeBookmark(string BookmarkId, IReadOnlyDictionary<string, JsonNode?> Input) : Stimulus;

/// <summary>The instance is to end now. No bookmark stays open.</summary>
/// <param name="Reason">Why.</param>
public sealed record CancelWorkflow(string? Reason) : Stimulus;

/// <summary>A faulted activity is to run again; if it faulted when it was resumed, its bookmark opens again instead.</summary>
/// <param name="IncidentId">The incident.</param>
public sealed record RetryIncident(string IncidentId) : Stimulus;

/// <summary>A faulted activity is to be passed over.</summary>
/// <param name="IncidentId">The incident.</param>
/// <param name="Outcome">The outcome by which the workflow goes on.</param>
public sealed record SkipIncident(string IncidentId, string Outcome) : Stimulus;

/// <summary>Variables of the workflow are to be changed by an administrator; nothing runs.</summary>
/// <param name="Values">The new values by name.</param>
public sealed record SetVariables(IReadOnlyDictionary<string, JsonNode?> Values) : Stimulus;

/// <summary>A waiting activity is to be left without its work being done: in a rehearsal, or by an administrator.</summary>
/// <param name="BookmarkId">One of the bookmarks that it waits with.</param>
/// <param name="Outcome">The outcome by which the workflow goes on.</param>
public sealed record LeaveActivity(string BookmarkId, string Outcome) : Stimulus;

/// <summary>
/// The instance goes back to an activity of a flowchart that it has passed (退回, 撤回). What waits behind that activity is given up and the counts of its
/// joins are as they were before it; other branches run on. Elsa has no such thing; it schedules the activity anew, as a line that leads back would.
/// </summary>
/// <param name="TargetActivityId">The activity to go back to, by its id in the definition.</param>
public sealed record Rewind(string TargetActivityId) : Stimulus
{
    /// <summary>The bookmark of who goes back; null to give up whatever waits behind the target.</summary>
    public string? FromBookmarkId { get; init; }

    /// <summary>Whether branches that began behind the target may be given up; otherwise they refuse it.</summary>
    public bool CancelsOthers { get; init; }

    /// <summary>Whether the target, once done again, leads straight back here instead of through all activities between. Without effect when other branches are given up.</summary>
    public bool ComesBack { get; init; }
}
