using System.Globalization;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Designer.Instances;

/// <summary>Instances in the shapes that Elsa Studio reads.</summary>
public sealed class InstanceReader(DatabaseReader reader)
{
    private const string Columns =
        "i.id, i.definition_id, i.definition_version_id, i.definition_version, i.status, i.sub_status, coalesce(c.number, ''), i.name, i.open_incidents, i.created_at, i.updated_at, i.finished_at, coalesce(c.title, '')";

    private const string From = "workflow_instance i left join case_file c on c.tenant_id = i.tenant_id and c.id = i.case_id";

    public JsonObject List(string tenantId, JsonObject filter) => reader.Read(sql =>
    {
        var where = "i.tenant_id = @tenant";
        List<(string, object?)> values = [("tenant", tenantId)];
        void And(string condition, string name, object? value)
        {
            where += $" and {condition}";
            values.Add((name, value));
        }

        void AnyOf(string column, string prefix, IEnumerable<string> wanted)
        {
            var list = wanted.Where(w => w.Length > 0).Distinct().ToList();
            if (list.Count > 0)
            {
                where += $" and {column} in ({string.Join(", ", list.Select((_, i) => $"@{prefix}{i}"))})";
                values.AddRange(list.Select((w, i) => ($"{prefix}{i}", (object?)w)));
            }
        }

        AnyOf("i.definition_id", "d", [.. StudioBody.Texts(filter, "definitionIds"), Text(filter, "definitionId")]);
        AnyOf("i.status", "s", [.. StudioBody.Texts(filter, "statuses"), Text(filter, "status")]);
        AnyOf("i.sub_status", "u", [.. StudioBody.Texts(filter, "subStatuses"), Text(filter, "subStatus")]);
        if (Text(filter, "searchTerm") is { Length: > 0 } text)
        {
            And("(c.number like @text escape '\\' or c.title like @text escape '\\' or i.name like @text escape '\\' or i.definition_id like @text escape '\\')", "text", Like.Anywhere(text.Trim()));
        }

        if (Text(filter, "correlationId") is { Length: > 0 } number)
        {
            And("c.number = @number", "number", number);
        }

        if (filter["hasIncidents"] is JsonValue incidents && incidents.TryGetValue<bool>(out var has))
        {
            where += has ? " and i.open_incidents > 0" : " and i.open_incidents = 0";
        }

        Times(filter, And);
        var size = Math.Clamp(Number(filter, "pageSize", 10), 1, 200);
        var items = sql.List($"select {Columns} from {From} where {where} order by {Order(filter)} limit {size} offset {Math.Max(0, Number(filter, "page", 0)) * size}", Item, [.. values]);
        return new JsonObject { ["items"] = new JsonArray([.. items]), ["totalCount"] = sql.Scalar<long>($"select count(*) from {From} where {where}", [.. values]) };
    });

    public JsonObject? Read(string tenantId, string id) => Guid.TryParse(id, out var guid) ? reader.Read(sql =>
    {
        var found = sql.Single($"select {Columns}, i.state from {From} where i.tenant_id = @tenant and i.id = @id", row => Tuple.Create(Item(row), row.GetString(13)), ("tenant", tenantId), ("id", guid));
        if (found is null)
        {
            return null;
        }

        var (instance, state) = (found.Item1, WorkflowState.FromJson(found.Item2));
        var shown = instance.DeepClone().AsObject();
        shown.Remove("incidentCount");
        (shown["definitionVersion"], shown["fault"]) = (instance["version"]!.DeepClone(), null);
        shown["bookmarks"] = new JsonArray();
        shown["incidents"] = new JsonArray([.. state.Incidents.Select(i => new JsonObject
        {
            ["activityId"] = i.ActivityId,
            ["activityType"] = i.ActivityType,
            ["message"] = i.Message,
            ["exception"] = null,
            ["timestamp"] = DefinitionAnswers.Time(i.At),
        })]);
        shown["completionCallbacks"] = new JsonArray();
        shown["activityExecutionContexts"] = new JsonArray();
        shown["input"] = Masked(state.Input);
        shown["output"] = new JsonObject();
        shown["properties"] = new JsonObject();
        instance["workflowState"] = shown;
        return instance;
    }) : null;

    public JsonObject? ExecutionState(string tenantId, string id) => Read(tenantId, id) is { } instance
        ? new JsonObject { ["status"] = instance["status"]!.DeepClone(), ["workflowSubStatus"] = instance["subStatus"]!.DeepClone(), ["updatedAt"] = instance["updatedAt"]!.DeepClone() }
        : null;

    public JsonObject? Variables(string tenantId, string id) => Guid.TryParse(id, out var guid) ? reader.Read(sql =>
    {
        if (sql.Scalar<string>("select state from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", tenantId), ("id", guid)) is not { } state)
        {
            return null;
        }

        var items = new JsonArray([.. WorkflowState.FromJson(state).Variables.Select(v => new JsonObject { ["id"] = v.Key, ["name"] = v.Key, ["value"] = InstanceDetails.Mask(v.Value) })]);
        return new JsonObject { ["items"] = items, ["count"] = items.Count };
    }) : null;

    public IReadOnlyList<string> RunningOf(string tenantId, string? definitionId, string? versionId) => definitionId is null && versionId is null ? [] : reader.Read(sql => sql.List(
        "select id from workflow_instance where tenant_id = @tenant and status = 'Running' and (definition_id = @definition or definition_version_id = @version)",
        row => row.GetGuid(0).ToString(), ("tenant", tenantId), ("definition", definitionId ?? ""), ("version", Guid.TryParse(versionId, out var guid) ? guid : Guid.Empty)));

    public bool IsRunning(string tenantId, string id) => Guid.TryParse(id, out var guid) && reader.Read(sql => sql.Scalar<long>(
        "select count(*) from workflow_instance where tenant_id = @tenant and id = @id and status = 'Running'", ("tenant", tenantId), ("id", guid))) == 1;

    private static JsonObject Masked(IEnumerable<KeyValuePair<string, JsonNode?>> values) =>
        new([.. values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(InstanceDetails.Mask(v.Value))))]);

    private static JsonObject Item(System.Data.Common.DbDataReader row)
    {
        var title = row.GetString(12) is { Length: > 0 } text ? text : row.GetString(7);
        return new JsonObject
        {
            ["id"] = row.GetGuid(0).ToString(),
            ["definitionId"] = row.GetString(1),
            ["definitionVersionId"] = row.GetGuid(2).ToString(),
            ["version"] = row.GetInt32(3),
            ["status"] = row.GetString(4),
            ["subStatus"] = row.GetString(5),
            ["correlationId"] = row.GetString(6),
            ["name"] = title,
            ["incidentCount"] = row.GetInt32(8),
            ["createdAt"] = DefinitionAnswers.Time(row.Instant(9)),
            ["updatedAt"] = DefinitionAnswers.Time(row.Instant(10)),
            ["finishedAt"] = row.InstantOrNull(11) is { } at ? DefinitionAnswers.Time(at) : null,
        };
    }

    private static void Times(JsonObject filter, Action<string, string, object?> and)
    {
        var number = 0;
        foreach (var time in (filter["timestampFilters"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var column = Text(time, "column").ToUpperInvariant() switch { "CREATEDAT" => "i.created_at", "UPDATEDAT" => "i.updated_at", "FINISHEDAT" => "i.finished_at", _ => null };
            var sign = Text(time, "operator").ToUpperInvariant() switch { "GREATERTHAN" => ">", "GREATERTHANOREQUAL" => ">=", "LESSTHAN" => "<", "LESSTHANOREQUAL" => "<=", "NOTIS" => "<>", "IS" => "=", _ => null };
            if (column is not null && sign is not null && DateTimeOffset.TryParse(Text(time, "timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                var name = $"t{number++}";
                and($"{column} {sign} @{name}", name, at);
            }
        }
    }

    private static string Order(JsonObject filter)
    {
        var column = Text(filter, "orderBy").ToUpperInvariant() switch { "CREATED" => "i.created_at", "FINISHED" => "i.finished_at", "NAME" => "i.name", _ => "i.updated_at" };
        var direction = Text(filter, "orderDirection").Equals("Ascending", StringComparison.OrdinalIgnoreCase) && Text(filter, "orderBy").Length > 0 ? "asc" : "desc";
        return $"{column} {direction}, i.id {direction}";
    }

    private static string Text(JsonObject json, string name) => json[name]?.ToString() ?? "";

    private static int Number(JsonObject json, string name, int usual) => json[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : usual;
}
