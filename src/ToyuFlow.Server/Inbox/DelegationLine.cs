using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>A 委派 as the page of its task shows it.</summary>
public sealed record DelegationLine(string Owner, string Delegate, string Reason, DateTimeOffset At, string? Opinion, DateTimeOffset? ReturnedAt)
{
    public static List<DelegationLine> Of(Sql sql, string tenantId, Guid taskId) => sql.List(
        "select owner_name, delegate_name, reason, at, opinion, returned_at from task_delegation where tenant_id = @tenant and task_id = @task order by at, id",
        row => new DelegationLine(row.GetString(0), row.GetString(1), row.GetString(2), row.Instant(3), row.TextOrNull(4), row.InstantOrNull(5)),
        ("tenant", tenantId), ("task", taskId));
}
