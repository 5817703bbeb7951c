using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Execution;

/// <summary>What a new instance starts with.</summary>
/// <param name="InstanceId">The id of the instance.</param>
/// <param name="CorrelationId">What it belongs to, for instance a case number.</param>
/// <param name="Input">The values for the definition's inputs.</param>
/// <param name="TriggerActivityId">The activity whose trigger starts it, if one does; or the one that it begins with, for an instance that goes on where another ended.</param>
/// <param name="ParentInstanceId">The instance that started it, if one did.</param>
/// <param name="Name">A name for people.</param>
public sealed record StartRequest(
    string InstanceId,
    string? CorrelationId,
    IReadOnlyDictionary<string, JsonNode?> Input,
    string? TriggerActivityId = null,
    string? ParentInstanceId = null,
    string? Name = null)
{
    /// <summary>The bookmark of the parent that waits for the end of this instance, if one does.</summary>
    public string? ParentBookmarkId { get; init; }

    /// <summary>What the workflow's variables begin with, over what the definition gives them; for an instance that goes on where another ended.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Variables { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>How many instances stand above this one.</summary>
    public int Depth { get; init; }

    /// <summary>What a new child starts with.</summary>
    /// <param name="child">The child that an activity asked for.</param>
    /// <returns>The request.</returns>
    public static StartRequest For(ChildWorkflow child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return new StartRequest(child.InstanceId, child.CorrelationId, child.Input, ParentInstanceId: child.ParentInstanceId) { ParentBookmarkId = child.ParentBookmarkId, Depth = child.Depth };
    }
}
