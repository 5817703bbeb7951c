using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Bookmarks;

/// <summary>What an instance that waits for another is resumed with when that one has ended.</summary>
public static class ChildReport
{
    /// <summary>The key of the id of the instance that ended, where several are waited for.</summary>
    public const string InstanceIdKey = "WorkflowInstanceId";

    /// <summary>The key of how it ended, where several are waited for.</summary>
    public const string SubStatusKey = "WorkflowSubStatus";

    /// <summary>What comes with the end of a child.</summary>
    /// <param name="waiting">The bookmark of the instance that waits.</param>
    /// <param name="child">The instance that has ended.</param>
    /// <returns>Its output; for an activity that waits for several, its output, id and status by name.</returns>
    public static IReadOnlyDictionary<string, JsonNode?> InputFor(Bookmark waiting, WorkflowState child)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(child);
        return waiting.ActivityType == "Elsa.BulkDispatchWorkflows"
            ? new Dictionary<string, JsonNode?>
            {
                ["WorkflowOutput"] = child.Output.DeepClone(),
                [InstanceIdKey] = child.InstanceId,
                ["WorkflowStatus"] = child.Status.ToString(),
                [SubStatusKey] = child.SubStatus.ToString()
            }
            : child.Output.ToDictionary(p => p.Key, p => p.Value?.DeepClone());
    }
}
