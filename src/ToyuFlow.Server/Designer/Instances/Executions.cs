using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Designer.Palette;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Designer.Instances;

/// <summary>What the activities of an instance did, from its journal, in the shapes that Elsa Studio reads.</summary>
public sealed class Executions(DatabaseReader reader, GraphCache graphs)
{
    public JsonObject? Journal(string tenantId, string instanceId, JsonObject filter, int skip, int take)
    {
        if (Load(tenantId, instanceId) is not { } log)
        {
            return null;
        }

        var nodes = StudioBody.Texts(filter, "activityNodeIds").ToHashSet();
        var activities = StudioBody.Texts(filter, "activityIds").ToHashSet();
        var excluded = StudioBody.Texts(filter, "excludedActivityTypes").ToHashSet();
        var events = StudioBody.Texts(filter, "eventNames").ToHashSet();
        var entries = log.Entries.Where(e => (nodes.Count == 0 || nodes.Contains(e.NodeId)) && (activities.Count == 0 || activities.Contains(e.ActivityId))
            && !excluded.Contains(e.ActivityType) && (events.Count == 0 || events.Contains(e.Event))).ToList();
        return new JsonObject
        {
            ["items"] = new JsonArray([.. entries.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 10_000)).Select(e => Record(log, e))]),
            ["totalCount"] = entries.Count,
        };
    }

    /// <summary>How often each activity was begun and ended: the badges of the picture.</summary>
    public JsonArray Stats(string tenantId, string instanceId, IReadOnlySet<string> nodeIds)
    {
        if (Load(tenantId, instanceId) is not { } log)
        {
            return [];
        }

        return new JsonArray([.. log.Runs.GroupBy(r => r.NodeId).Where(g => nodeIds.Count == 0 || nodeIds.Contains(g.Key)).Select(g => new JsonObject
        {
            ["activityId"] = g.First().ActivityId,
            ["activityNodeId"] = g.Key,
            ["startedCount"] = g.Count(),
            ["completedCount"] = g.Count(r => r.Last == JournalEvents.Completed),
            ["uncompletedCount"] = g.Count(r => r.IsOpen),
            ["isBlocked"] = g.Any(r => r.Last == JournalEvents.Suspended),
            ["isFaulted"] = g.Any(r => r.Last == JournalEvents.Faulted),
            ["metadata"] = new JsonObject(),
        })]);
    }

    public JsonObject List(string tenantId, string instanceId, string? nodeId, bool full)
    {
        var log = Load(tenantId, instanceId);
        var items = new JsonArray([.. (log?.Runs ?? []).Where(r => nodeId is null || r.NodeId == nodeId).Select(r => Execution(log!, r, full))]);
        return new JsonObject { ["items"] = items, ["count"] = items.Count };
    }

    /// <summary>By the id that the lists gave out: the instance and the run of the activity.</summary>
    public JsonObject? Find(string tenantId, string id) =>
        id.Split('.', 2) is [var instance, var run] && Load(tenantId, instance) is { } log && log.Runs.FirstOrDefault(r => r.Id == run) is { } found ? Execution(log, found, true) : null;

    public JsonObject? CallStack(string tenantId, string id)
    {
        if (id.Split('.', 2) is not [var instance, var run] || Load(tenantId, instance) is not { } log || log.Runs.All(r => r.Id != run))
        {
            return null;
        }

        var items = new JsonArray([.. log.Runs.TakeWhile(r => r.Id != run).Append(log.Runs.First(r => r.Id == run)).Select(r => Execution(log, r, true))]);
        return new JsonObject { ["activityExecutionId"] = id, ["items"] = items, ["totalCount"] = items.Count };
    }

    private Log? Load(string tenantId, string instanceId) => Guid.TryParse(instanceId, out var id) ? reader.Read(sql =>
    {
        var version = sql.Single("select definition_version_id from workflow_instance where tenant_id = @tenant and id = @id", row => Tuple.Create(row.GetGuid(0)), ("tenant", tenantId), ("id", id));
        if (version is null)
        {
            return null;
        }

        var names = graphs.Get(sql, tenantId, version.Item1).Definition.Root.SelfAndDescendants().ToDictionary(n => n.Id, n => (Name: n.DisplayText ?? n.Name ?? n.Id, n.Version));
        var entries = sql.List(
            "select entries from journal_page where tenant_id = @tenant and instance_id = @id order by revision",
            row => JsonSerializer.Deserialize<List<JournalEntry>>(row.GetString(0), JournalJson.Options) ?? [], ("tenant", tenantId), ("id", id)).SelectMany(p => p).ToList();
        var runs = entries.GroupBy(e => e.ActivityInstanceId).Select(g => new Run(g.Key, g.First().ActivityId, g.First().NodeId, g.First().ActivityType, g.First().At, g.Last().At, g.Last().Event, g.Last().Data)).ToList();
        return new Log(id, entries, runs, id => names.TryGetValue(id, out var found) ? found : (id, 1));
    }) : null;

    private static JsonObject Record(Log log, JournalEntry entry) => new()
    {
        ["id"] = $"{log.InstanceId}-{entry.Sequence}",
        ["activityInstanceId"] = $"{log.InstanceId}.{entry.ActivityInstanceId}",
        ["parentActivityInstanceId"] = null,
        ["activityId"] = entry.ActivityId,
        ["activityType"] = entry.ActivityType,
        ["activityTypeVersion"] = Math.Max(1, log.Describe(entry.ActivityId).Version),
        ["activityName"] = log.Describe(entry.ActivityId).Name,
        ["nodeId"] = entry.NodeId,
        ["timestamp"] = DefinitionAnswers.Time(entry.At),
        ["sequence"] = entry.Sequence,
        ["eventName"] = entry.Event,
        ["message"] = entry.Event == JournalEvents.Faulted ? entry.Data?["Message"]?.ToString() : null,
        ["source"] = null,
        ["activityState"] = new JsonObject(),
        ["payload"] = Outcomes(entry.Data) is { } outcomes ? new JsonObject { ["Outcomes"] = outcomes } : null,
    };

    private static JsonObject Execution(Log log, Run run, bool full)
    {
        var execution = new JsonObject
        {
            ["id"] = $"{log.InstanceId}.{run.Id}",
            ["workflowInstanceId"] = log.InstanceId.ToString(),
            ["activityId"] = run.ActivityId,
            ["activityNodeId"] = run.NodeId,
            ["activityType"] = run.Type,
            ["activityTypeVersion"] = Math.Max(1, log.Describe(run.ActivityId).Version),
            ["activityName"] = log.Describe(run.ActivityId).Name,
            ["startedAt"] = DefinitionAnswers.Time(run.StartedAt),
            ["completedAt"] = run.IsOpen ? null : DefinitionAnswers.Time(run.EndedAt),
            ["hasBookmarks"] = run.Last == JournalEvents.Suspended,
            ["status"] = run.Last switch
            {
                JournalEvents.Completed => "Completed",
                JournalEvents.Canceled => "Canceled",
                JournalEvents.Faulted => "Faulted",
                _ => "Running",
            },
            ["aggregateFaultCount"] = run.Last == JournalEvents.Faulted ? 1 : 0,
            ["metadata"] = new JsonObject(),
        };
        if (full)
        {
            execution["activityState"] = new JsonObject();
            execution["payload"] = new JsonObject();
            execution["outputs"] = new JsonObject();
            execution["properties"] = Outcomes(run.Data) is { } outcomes ? new JsonObject { ["Outcomes"] = outcomes } : [];
            execution["exception"] = run.Last == JournalEvents.Faulted
                ? new JsonObject { ["type"] = "", ["message"] = run.Data?["Message"]?.ToString() ?? "", ["stackTrace"] = "", ["innerException"] = null }
                : null;
            execution["schedulingActivityExecutionId"] = null;
            execution["schedulingActivityId"] = null;
            execution["schedulingWorkflowInstanceId"] = null;
            execution["callStackDepth"] = 0;
        }

        return execution;
    }

    private static JsonArray? Outcomes(JsonObject? data) => data?["Outcomes"] is JsonArray outcomes
        ? new JsonArray([.. outcomes.Select(o => JsonValue.Create(PaletteFile.Instance.Ports.GetValueOrDefault(o?.ToString() ?? "", o?.ToString() ?? "")))])
        : null;

    private sealed record Log(Guid InstanceId, IReadOnlyList<JournalEntry> Entries, IReadOnlyList<Run> Runs, Func<string, (string Name, int Version)> Describe);

    private sealed record Run(string Id, string ActivityId, string NodeId, string Type, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Last, JsonObject? Data)
    {
        public bool IsOpen => Last is not (JournalEvents.Completed or JournalEvents.Canceled or JournalEvents.Faulted);
    }
}
