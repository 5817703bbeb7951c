using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows.Edits;

/// <summary>A proposed change of a variable.</summary>
/// <param name="PersonId">Who proposed it; that person cannot confirm it.</param>
public sealed record VariableEdit(Guid Id, Guid InstanceId, string Flow, string Name, JsonNode? Value, string Who, Guid? PersonId, string Reason, DateTimeOffset At)
{
    public string Shown => Value?.ToJsonString(JournalJson.Options) ?? "null";

    public static List<VariableEdit> List(Sql sql, string tenantId) => sql.List(
        """
        select t.id, t.subject_id, coalesce(c.number, i.name), t.payload from timer t
            join workflow_instance i on i.tenant_id = t.tenant_id and i.id = t.subject_id
            left join case_file c on c.tenant_id = i.tenant_id and c.id = i.case_id
        where t.tenant_id = @tenant and t.kind = @kind order by t.due_at
        """,
        row => Read(row.GetGuid(0), row.GetGuid(1), row.GetString(2), JsonNode.Parse(row.GetString(3))!.AsObject()), ("tenant", tenantId), ("kind", VariableEdits.Timer));

    private static VariableEdit Read(Guid id, Guid instanceId, string flow, JsonObject payload) => new(
        id, instanceId, flow, payload["name"]!.GetValue<string>(), payload["value"]?.DeepClone(), payload["who"]!.GetValue<string>(),
        payload["person"]?.GetValue<string>() is { } person ? Guid.Parse(person) : null, payload["reason"]!.GetValue<string>(), DateTimeOffset.FromUnixTimeMilliseconds(payload["at"]!.GetValue<long>()));
}
