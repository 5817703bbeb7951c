using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Execution;

/// <summary>An instance that an activity asks the host to start.</summary>
/// <param name="InstanceId">The id that the new instance shall have.</param>
/// <param name="DefinitionId">The definition, in its published version.</param>
/// <param name="Input">What is passed in.</param>
/// <param name="CorrelationId">The correlation id of the new instance, if one is given.</param>
/// <param name="ParentInstanceId">The instance that asks.</param>
/// <param name="ParentBookmarkId">The bookmark to resume when the new instance has finished, or null when nobody waits.</param>
public sealed record ChildWorkflow(
    string InstanceId,
    string DefinitionId,
    IReadOnlyDictionary<string, JsonNode?> Input,
    string? CorrelationId,
    string ParentInstanceId,
    string? ParentBookmarkId)
{
    /// <summary>How many instances stand above the new one.</summary>
    public int Depth { get; init; }
}

/// <summary>How far an instance came that was run at once.</summary>
/// <param name="Status">Whether it ended.</param>
/// <param name="SubStatus">Where it stands.</param>
/// <param name="Output">What it gave out.</param>
public sealed record ChildResult(WorkflowStatus Status, WorkflowSubStatus SubStatus, JsonObject Output);
