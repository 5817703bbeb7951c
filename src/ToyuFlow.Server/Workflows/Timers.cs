using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>Sets and removes timers as part of the current step.</summary>
public sealed class Timers(Step step)
{
    public Guid Set(string kind, Guid subjectId, DateTimeOffset dueAt, JsonObject? payload = null)
    {
        var id = step.NewId();
        step.Sql.Execute(
            "insert into timer (tenant_id, id, due_at, kind, subject_id, payload, attempts) values (@tenant, @id, @due, @kind, @subject, @payload, 0)",
            ("tenant", step.TenantId), ("id", id), ("due", dueAt), ("kind", kind), ("subject", subjectId), ("payload", payload?.ToJsonString() ?? "{}"));
        return id;
    }

    public void Remove(Guid subjectId, string? kind = null)
    {
        if (kind is null)
        {
            step.Sql.Execute("delete from timer where tenant_id = @tenant and subject_id = @subject", ("tenant", step.TenantId), ("subject", subjectId));
        }
        else
        {
            step.Sql.Execute("delete from timer where tenant_id = @tenant and subject_id = @subject and kind = @kind", ("tenant", step.TenantId), ("subject", subjectId), ("kind", kind));
        }
    }
}

/// <summary>What happens when a timer of a kind falls due; runs inside the step that removes the timer.</summary>
public sealed record TimerHandler(string Kind, Func<IServiceProvider, DueTimer, CancellationToken, Task> FireAsync);

public sealed record DueTimer(string TenantId, Guid Id, string Kind, Guid SubjectId, DateTimeOffset DueAt, JsonObject Payload);
