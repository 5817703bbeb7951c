using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <summary>An activity that waits for its turn within a step.</summary>
internal sealed class WorkItem(CompiledActivity activity)
{
    public CompiledActivity Activity { get; } = activity;

    public ActivityInstance? Owner { get; init; }

    /// <summary>The run to go on with, when it is not a new one.</summary>
    public ActivityInstance? Existing { get; init; }

    public Bookmark? Bookmark { get; init; }

    public IReadOnlyDictionary<string, JsonNode?>? Input { get; init; }

    /// <summary>The outcome to complete with instead of running, when an administrator passes the activity over.</summary>
    public string? SkipWith { get; init; }

    public List<VariableSlot>? Variables { get; init; }

    public bool IsBackward { get; init; }

    /// <summary>What the new run remembers from its beginning.</summary>
    public JsonObject? Properties { get; init; }
}
