using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows.Edits;

/// <summary>
/// Changes of an instance's variables, by four eyes: one administrator proposes, another confirms. A proposal is a row of the timer table; one that
/// nobody has decided after a month falls due there and is gone.
/// </summary>
public sealed class VariableEdits(Step step, Timers timers, InstanceStore store, WorkflowHost host, AuditTrail audit)
{
    public const string Timer = "workflow.edit";

    private const int LongestValue = 20_000;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    public void Propose(Guid instanceId, string name, string value, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new InvalidInputException("reason", "请写明修改的原因。");
        }

        var state = store.Load(instanceId).State;
        if (!state.Variables.ContainsKey(name))
        {
            throw new InvalidInputException("name", $"没有变量“{name}”。");
        }

        timers.Set(Timer, instanceId, step.Now + Patience, new JsonObject
        {
            ["name"] = name,
            ["value"] = Parse(value),
            ["who"] = step.Actor.Name,
            ["person"] = step.Actor.PersonId?.ToString(),
            ["reason"] = reason.Trim(),
            ["at"] = step.Now.ToUnixTimeMilliseconds(),
        });
        audit.Record("variable.proposed", "instance", instanceId.ToString(), detail: $"{name} {reason.Trim()}");
    }

    /// <summary>Carries out what somebody else has proposed.</summary>
    public async Task ConfirmAsync(Guid editId, CancellationToken cancellationToken)
    {
        var edit = Take(editId);
        if (edit.PersonId is { } proposer && proposer == step.Actor.PersonId)
        {
            throw new ForbiddenException("不能确认自己提出的修改，请另一位管理员确认。");
        }

        await host.SetVariableAsync(edit.InstanceId, edit.Name, edit.Value, cancellationToken);
        audit.Record("variable.changed", "instance", edit.InstanceId.ToString(), detail: $"{edit.Name} {edit.Who} / {step.Actor.Name} {edit.Reason}");
    }

    public void Refuse(Guid editId)
    {
        var edit = Take(editId);
        audit.Record("variable.refused", "instance", edit.InstanceId.ToString(), detail: $"{edit.Name} {edit.Who}");
    }

    private VariableEdit Take(Guid editId)
    {
        var edit = VariableEdit.List(step.Sql, step.TenantId).Find(e => e.Id == editId) ?? throw new MissingException();
        step.Sql.Execute("delete from timer where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", editId));
        return edit;
    }

    /// <summary>A value is written as JSON; what is none is taken as a text.</summary>
    private static JsonNode? Parse(string value)
    {
        if (value.Length > LongestValue)
        {
            throw new InvalidInputException("value", $"值最多 {LongestValue} 个字符。");
        }

        try
        {
            return value.Trim().Length == 0 ? null : JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
