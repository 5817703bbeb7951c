using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Flowcharts;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Reads states by hand: this is on the path of every step.</summary>
internal static class WorkflowStateReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };

    public static WorkflowState Read(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var json = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)), Options);
            json.Read();
            return Read(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"实例状态无法读取：{e.Message}", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static WorkflowState Read(ref Utf8JsonReader json)
    {
        var state = new WorkflowState();
        var format = 0;
        while (Next(ref json, out var name))
        {
            switch (name)
            {
                case "format":
                    format = json.GetInt32();
                    break;
                case "id":
                    state.InstanceId = json.GetString()!;
                    break;
                case "definitionId":
                    state.DefinitionId = json.GetString()!;
                    break;
                case "versionId":
                    state.DefinitionVersionId = json.GetString()!;
                    break;
                case "version":
                    state.DefinitionVersion = json.GetInt32();
                    break;
                case "subStatus":
                    state.SubStatus = Enum.Parse<WorkflowSubStatus>(json.GetString()!);
                    break;
                case "correlationId":
                    state.CorrelationId = json.GetString();
                    break;
                case "name":
                    state.Name = json.GetString();
                    break;
                case "parentId":
                    state.ParentInstanceId = json.GetString();
                    break;
                case "parentBookmark":
                    state.ParentBookmarkId = json.GetString();
                    break;
                case "depth":
                    state.Depth = json.GetInt32();
                    break;
                case "trigger":
                    state.TriggerActivityId = json.GetString();
                    break;
                case "cancelReason":
                    state.CancelReason = json.GetString();
                    break;
                default:
                    ReadMore(ref json, name, state);
                    break;
            }
        }

        return format == WorkflowStateWriter.Format ? state : throw new FormatException($"实例状态的格式 {format} 不是本引擎的格式 {WorkflowStateWriter.Format}。");
    }

    private static void ReadMore(ref Utf8JsonReader json, string name, WorkflowState state)
    {
        switch (name)
        {
            case "createdAt":
                state.CreatedAt = json.GetDateTimeOffset();
                break;
            case "updatedAt":
                state.UpdatedAt = json.GetDateTimeOffset();
                break;
            case "finishedAt":
                state.FinishedAt = json.GetDateTimeOffset();
                break;
            case "sequence":
                state.NextSequence = json.GetInt64();
                break;
            case "input":
                while (Next(ref json, out var input))
                {
                    state.StoredInput[input] = Node(ref json);
                }

                break;
            case "output":
                state.Output = Node(ref json)!.AsObject();
                break;
            case "activities":
                ReadActivities(ref json, state);
                break;
            case "bookmarks":
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    state.OpenBookmarks.Add(ReadBookmark(ref json));
                }

                break;
            case "incidents":
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    state.OpenIncidents.Add(ReadIncident(ref json));
                }

                break;
            default:
                json.Skip();
                break;
        }
    }

    /// <summary>Goes to the value of the next property of the object that the reader is in.</summary>
    private static bool Next(ref Utf8JsonReader json, out string name)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.PropertyName)
        {
            name = "";
            return false;
        }

        name = json.GetString()!;
        json.Read();
        return true;
    }

    private static JsonNode? Node(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => JsonValue.Create(json.GetString()),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        _ => JsonNode.Parse(ref json)
    };

    private static void ReadActivities(ref Utf8JsonReader json, WorkflowState state)
    {
        var parents = new List<int>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            state.Instances.Add(ReadActivity(ref json, out var parent));
            parents.Add(parent);
        }

        for (var i = 0; i < parents.Count; i++)
        {
            if (parents[i] >= 0)
            {
                state.Instances[i].Parent = state.Instances[parents[i]];
                state.Instances[parents[i]].Children.Add(state.Instances[i]);
            }
        }
    }

    private static ActivityInstance ReadActivity(ref Utf8JsonReader json, out int parent)
    {
        parent = -1;
        var (id, activity, status, notify, back) = ("", "", 0, false, false);
        List<VariableSlot>? variables = null;
        JsonObject? properties = null;
        FlowScope? flow = null;
        while (Next(ref json, out var name))
        {
            switch (name)
            {
                case "id":
                    id = json.GetString()!;
                    break;
                case "activity":
                    activity = json.GetString()!;
                    break;
                case "parent":
                    parent = json.GetInt32();
                    break;
                case "status":
                    status = json.GetInt32();
                    break;
                case "notify":
                    notify = json.GetBoolean();
                    break;
                case "back":
                    back = json.GetBoolean();
                    break;
                case "variables":
                    variables = ReadVariables(ref json);
                    break;
                case "properties":
                    properties = Node(ref json)!.AsObject();
                    break;
                case "visits" or "lines":
                    ReadFlow(ref json, flow ??= new FlowScope(), name == "lines");
                    break;
                case "joined":
                    while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    {
                        (flow ??= new FlowScope()).FollowedIntoJoins.Add(json.GetString()!);
                    }

                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new ActivityInstance(id, activity) { Status = (ActivityStatus)status, NotifiesParent = notify, IsBackward = back, Variables = variables, Properties = properties, Flow = flow };
    }

    private static List<VariableSlot> ReadVariables(ref Utf8JsonReader json)
    {
        var variables = new List<VariableSlot>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            json.Read();
            var id = json.GetString()!;
            json.Read();
            var name = json.GetString()!;
            json.Read();
            variables.Add(new VariableSlot(id, name, Node(ref json), true));
            json.Read();
        }

        return variables;
    }

    private static void ReadFlow(ref Utf8JsonReader json, FlowScope flow, bool lines)
    {
        while (Next(ref json, out var key))
        {
            var count = json.GetInt64();
            if (lines)
            {
                flow.LineVisits[key] = (Math.Abs(count), count > 0);
            }
            else
            {
                flow.ActivityVisits[key] = count;
            }
        }
    }

    private static Bookmark ReadBookmark(ref Utf8JsonReader json)
    {
        var (id, kind, activity, instance, type) = ("", "", "", "", "");
        string? title = null;
        JsonObject? payload = null;
        DateTimeOffset? due = null;
        DateTimeOffset created = default;
        while (Next(ref json, out var name))
        {
            switch (name)
            {
                case "id":
                    id = json.GetString()!;
                    break;
                case "kind":
                    kind = json.GetString()!;
                    break;
                case "name":
                    title = json.GetString();
                    break;
                case "activity":
                    activity = json.GetString()!;
                    break;
                case "instance":
                    instance = json.GetString()!;
                    break;
                case "type":
                    type = json.GetString()!;
                    break;
                case "payload":
                    payload = Node(ref json)!.AsObject();
                    break;
                case "dueAt":
                    due = json.GetDateTimeOffset();
                    break;
                case "createdAt":
                    created = json.GetDateTimeOffset();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new Bookmark(id, kind, title, activity, instance, type, payload ?? [], due, created);
    }

    private static Incident ReadIncident(ref Utf8JsonReader json)
    {
        var (id, activity, instance, type, message) = ("", "", "", "", "");
        string? details = null;
        DateTimeOffset at = default;
        DateTimeOffset? retry = null;
        while (Next(ref json, out var name))
        {
            switch (name)
            {
                case "id":
                    id = json.GetString()!;
                    break;
                case "activity":
                    activity = json.GetString()!;
                    break;
                case "instance":
                    instance = json.GetString()!;
                    break;
                case "type":
                    type = json.GetString()!;
                    break;
                case "message":
                    message = json.GetString()!;
                    break;
                case "details":
                    details = json.GetString();
                    break;
                case "retryAt":
                    retry = json.GetDateTimeOffset();
                    break;
                case "at":
                    at = json.GetDateTimeOffset();
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        return new Incident(id, activity, instance, type, message, details, at) { RetryAt = retry };
    }
}
