using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Flowcharts;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Writes states by hand: this is on the path of every step.</summary>
internal static class WorkflowStateWriter
{
    public const int Format = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static string Write(WorkflowState state)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, state);
        }

        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (buffer.Capacity > 1_000_000)
        {
            _buffer = null;
        }

        return text;
    }

    private static void Write(Utf8JsonWriter json, WorkflowState state)
    {
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("id", state.InstanceId);
        json.WriteString("definitionId", state.DefinitionId);
        json.WriteString("versionId", state.DefinitionVersionId);
        json.WriteNumber("version", state.DefinitionVersion);
        json.WriteString("subStatus", Name(state.SubStatus));
        Optional(json, "correlationId", state.CorrelationId);
        Optional(json, "name", state.Name);
        Optional(json, "parentId", state.ParentInstanceId);
        Optional(json, "parentBookmark", state.ParentBookmarkId);
        if (state.Depth > 0)
        {
            json.WriteNumber("depth", state.Depth);
        }

        Optional(json, "trigger", state.TriggerActivityId);
        Optional(json, "cancelReason", state.CancelReason);
        json.WriteString("createdAt", state.CreatedAt);
        json.WriteString("updatedAt", state.UpdatedAt);
        if (state.FinishedAt is { } finished)
        {
            json.WriteString("finishedAt", finished);
        }

        json.WriteNumber("sequence", state.NextSequence);
        Values(json, "input", state.StoredInput);
        Values(json, "output", state.Output);
        Activities(json, state.Instances);
        Bookmarks(json, state.OpenBookmarks);
        Incidents(json, state.OpenIncidents);
        json.WriteEndObject();
    }

    private static string Name(WorkflowSubStatus status) => status switch
    {
        WorkflowSubStatus.Pending => nameof(WorkflowSubStatus.Pending),
        WorkflowSubStatus.Executing => nameof(WorkflowSubStatus.Executing),
        WorkflowSubStatus.Suspended => nameof(WorkflowSubStatus.Suspended),
        WorkflowSubStatus.Finished => nameof(WorkflowSubStatus.Finished),
        WorkflowSubStatus.Cancelled => nameof(WorkflowSubStatus.Cancelled),
        _ => nameof(WorkflowSubStatus.Faulted)
    };

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Values(Utf8JsonWriter json, string name, ICollection<KeyValuePair<string, JsonNode?>> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WritePropertyName(key);
            Value(json, value);
        }

        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, JsonNode? value)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static void Activities(Utf8JsonWriter json, List<ActivityInstance> instances)
    {
        var indexes = new Dictionary<ActivityInstance, int>(instances.Count);
        for (var i = 0; i < instances.Count; i++)
        {
            indexes[instances[i]] = i;
        }

        json.WriteStartArray("activities");
        foreach (var instance in instances)
        {
            json.WriteStartObject();
            json.WriteString("id", instance.Id);
            json.WriteString("activity", instance.ActivityId);
            if (instance.Parent is { } parent && indexes.TryGetValue(parent, out var index))
            {
                json.WriteNumber("parent", index);
            }

            json.WriteNumber("status", (int)instance.Status);
            Flag(json, "notify", instance.NotifiesParent);
            Flag(json, "back", instance.IsBackward);
            Variables(json, instance.Variables);
            if (instance.Properties is { Count: > 0 } properties)
            {
                json.WritePropertyName("properties");
                properties.WriteTo(json);
            }

            Flow(json, instance.Flow);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Flag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static void Variables(Utf8JsonWriter json, List<VariableSlot>? variables)
    {
        if (variables is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("variables");
        foreach (var slot in variables)
        {
            if (slot.IsPersisted)
            {
                json.WriteStartArray();
                json.WriteStringValue(slot.Id);
                json.WriteStringValue(slot.Name);
                Value(json, slot.Value);
                json.WriteEndArray();
            }
        }

        json.WriteEndArray();
    }

    private static void Flow(Utf8JsonWriter json, FlowScope? flow)
    {
        if (flow is null)
        {
            return;
        }

        json.WriteStartObject("visits");
        foreach (var (activity, count) in flow.ActivityVisits)
        {
            json.WriteNumber(activity, count);
        }

        json.WriteEndObject();

        // A negative count is a line whose last visit did not follow it.
        json.WriteStartObject("lines");
        foreach (var (line, (count, followed)) in flow.LineVisits)
        {
            json.WriteNumber(line, followed ? count : -count);
        }

        json.WriteEndObject();
        if (flow.FollowedIntoJoins.Count > 0)
        {
            json.WriteStartArray("joined");
            foreach (var line in flow.FollowedIntoJoins)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        }
    }

    private static void Bookmarks(Utf8JsonWriter json, List<Bookmark> bookmarks)
    {
        if (bookmarks.Count == 0)
        {
            return;
        }

        json.WriteStartArray("bookmarks");
        foreach (var bookmark in bookmarks)
        {
            json.WriteStartObject();
            json.WriteString("id", bookmark.Id);
            json.WriteString("kind", bookmark.Kind);
            Optional(json, "name", bookmark.Name);
            json.WriteString("activity", bookmark.ActivityId);
            json.WriteString("instance", bookmark.ActivityInstanceId);
            json.WriteString("type", bookmark.ActivityType);
            if (bookmark.Payload.Count > 0)
            {
                json.WritePropertyName("payload");
                bookmark.Payload.WriteTo(json);
            }

            if (bookmark.DueAt is { } due)
            {
                json.WriteString("dueAt", due);
            }

            json.WriteString("createdAt", bookmark.CreatedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Incidents(Utf8JsonWriter json, List<Incident> incidents)
    {
        if (incidents.Count == 0)
        {
            return;
        }

        json.WriteStartArray("incidents");
        foreach (var incident in incidents)
        {
            json.WriteStartObject();
            json.WriteString("id", incident.Id);
            json.WriteString("activity", incident.ActivityId);
            json.WriteString("instance", incident.ActivityInstanceId);
            json.WriteString("type", incident.ActivityType);
            json.WriteString("message", incident.Message);
            Optional(json, "details", incident.Details);
            json.WriteString("at", incident.At);
            if (incident.RetryAt is { } retry)
            {
                json.WriteString("retryAt", retry);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
