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
