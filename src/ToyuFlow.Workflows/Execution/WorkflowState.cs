using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>An instance between two steps. It is small: what has completed is not in it.</summary>
/// <remarks>A step works on the state that it is given. When the step fails with an exception, drop the state and load it again.</remarks>
public sealed class WorkflowState
{
    internal WorkflowState()
    {
    }

    /// <summary>The id of the instance.</summary>
    public string InstanceId { get; internal set; } = "";

    /// <summary>The definition.</summary>
    public string DefinitionId { get; internal set; } = "";

    /// <summary>The version of the definition that the instance runs on.</summary>
    public string DefinitionVersionId { get; internal set; } = "";

    /// <summary>The number of that version.</summary>
    public int DefinitionVersion { get; internal set; }

    /// <summary>Whether the instance may still move.</summary>
    public WorkflowStatus Status => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted ? WorkflowStatus.Finished : WorkflowStatus.Running;

    /// <summary>Where exactly it stands.</summary>
    public WorkflowSubStatus SubStatus { get; internal set; }

    /// <summary>What it belongs to, for instance a case number.</summary>
    public string? CorrelationId { get; internal set; }

    /// <summary>A name for people.</summary>
    public string? Name { get; internal set; }

    /// <summary>The instance that started it, if one did.</summary>
    public string? ParentInstanceId { get; internal set; }

    /// <summary>The bookmark of the parent that is still to be told of the end of this instance, if one is.</summary>
    public string? ParentBookmarkId { get; internal set; }

    /// <summary>How many instances stand above this one.</summary>
    public int Depth { get; internal set; }

    /// <summary>The activity whose trigger started it, if one did.</summary>
    public string? TriggerActivityId { get; internal set; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; internal set; }

    /// <summary>When it last moved.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>Why it was cancelled, if it was.</summary>
    public string? CancelReason { get; internal set; }

    /// <summary>The inputs that survive a suspension.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Input => StoredInput;

    /// <summary>What the workflow has given out.</summary>
    public JsonObject Output { get; internal set; } = [];

    /// <summary>Where it waits, oldest first.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => OpenBookmarks;

    /// <summary>Faults that were neither retried nor skipped.</summary>
    public IReadOnlyList<Incident> Incidents => OpenIncidents;

    /// <summary>The workflow's variables by name. Do not change the values.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Variables
    {
        get
        {
            var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
            foreach (var slot in Workflow?.Variables ?? [])
            {
                values[slot.Name] = slot.Value;
            }

            return values;
        }
    }

    /// <summary>The number of the next journal entry.</summary>
    public long NextSequence { get; internal set; }

    internal Dictionary<string, JsonNode?> StoredInput { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    internal List<Bookmark> OpenBookmarks { get; } = [];

    internal List<Incident> OpenIncidents { get; } = [];

    internal List<ActivityInstance> Instances { get; } = [];

    /// <summary>The run of the workflow itself, which holds its variables.</summary>
    internal ActivityInstance? Workflow => Instances.Find(i => i.Parent is null);

    /// <summary>Takes the bookmark of the parent that is to be told of the end, so that it is told once.</summary>
    /// <returns>The bookmark, or null when nobody waits or has been told.</returns>
    public string? TakeParentBookmark()
    {
        var bookmark = ParentBookmarkId;
        ParentBookmarkId = null;
        return bookmark;
    }

    /// <summary>Reads a state that <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The state.</returns>
    /// <exception cref="FormatException">The text is not a state, or one of a newer engine.</exception>
    public static WorkflowState FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return WorkflowStateReader.Read(json);
    }

    /// <summary>Writes the state.</summary>
    /// <returns>Compact JSON with the number of its format in it.</returns>
    public string ToJson() => WorkflowStateWriter.Write(this);
}
