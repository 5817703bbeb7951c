using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>
/// Takes due mails out of the queue for a while, and writes down what became of them. A claim is a next attempt in the future: when the node
/// dies with it, the mail falls due again by itself.
/// </summary>
public sealed class OutboxClaims(Step step)
{
    /// <summary>Longer than a batch takes to send, even at a slow server.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public List<OutboxRow> Take(int size)
    {
        var locked = step.Sql.IsPostgreSql ? " for update skip locked" : "";
        var rows = step.Sql.List(
            $"""
            select tenant_id, id, recipient, subject, text, attachment_hash, attachment_name, attempts, created_at from outbox
            where tenant_id = @tenant and state = 'Waiting' and next_attempt_at <= @now order by next_attempt_at, id limit @size{locked}
            """,
            row => new OutboxRow(row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetInt32(7) + 1, row.Instant(8)),
            ("tenant", step.TenantId), ("now", step.Now), ("size", size));
        foreach (var row in rows)
        {
            step.Sql.Execute(
                "update outbox set attempts = attempts + 1, next_attempt_at = @until where tenant_id = @tenant and id = @id",
                ("until", step.Now + Lease), ("tenant", step.TenantId), ("id", row.Id));
        }

        return rows;
    }

    public void Sent(Guid id) => step.Sql.Execute(
        "update outbox set state = 'Sent', sent_at = @now, last_error = null where tenant_id = @tenant and id = @id",
        ("now", step.Now), ("tenant", step.TenantId), ("id", id));

    public void Later(Guid id, TimeSpan pause, string reason) => step.Sql.Execute(
        "update outbox set next_attempt_at = @at, last_error = @reason where tenant_id = @tenant and id = @id and state = 'Waiting'",
        ("at", step.Now + pause), ("reason", reason), ("tenant", step.TenantId), ("id", id));

    /// <summary>Nothing was wrong with the mail itself, so the try does not count.</summary>
    public void Untried(Guid id, TimeSpan pause, string reason) => step.Sql.Execute(
        "update outbox set attempts = attempts - 1, next_attempt_at = @at, last_error = @reason where tenant_id = @tenant and id = @id and state = 'Waiting'",
        ("at", step.Now + pause), ("reason", reason), ("tenant", step.TenantId), ("id", id));

    public void Dead(Guid id, string reason) => step.Sql.Execute(
        "update outbox set state = 'Dead', last_error = @reason where tenant_id = @tenant and id = @id and state = 'Waiting'",
        ("reason", reason), ("tenant", step.TenantId), ("id", id));
}
