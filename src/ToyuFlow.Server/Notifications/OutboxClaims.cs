using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>
/// Takes due messages out of the queue for a while, and writes down what became of them. A claim is a next attempt in the future: when the node
/// dies with it, the message falls due again by itself.
/// </summary>
public sealed class OutboxClaims(Step step)
{
    /// <summary>Longer than a batch takes to send, even at a slow server.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <param name="closed">Ways (<see cref="OutboxRow.Way"/>) that nothing is taken for now.</param>
    public List<OutboxRow> Take(int size, IReadOnlyCollection<Guid>? closed = null)
    {
        var locked = step.Sql.IsPostgreSql ? " for update skip locked" : "";
        var ways = string.Join(", ", (closed ?? []).Select((_, i) => $"@way{i}"));
        var rows = step.Sql.List(
            $"""
            select tenant_id, id, channel, endpoint_id, recipient, subject, text, attachment_hash, attachment_name, attempts, created_at, case_id, href from outbox
            where tenant_id = @tenant and state = 'Waiting' and next_attempt_at <= @now{(ways.Length > 0 ? $" and coalesce(endpoint_id, @mail) not in ({ways})" : "")}
            order by next_attempt_at, id limit @size{locked}
            """,
            row => new OutboxRow(row.GetString(0), row.GetGuid(1), row.Named<NoticeChannel>(2), row.GuidOrNull(3), row.GetString(4), row.GetString(5), row.GetString(6))
            {
                AttachmentHash = row.GetString(7),
                AttachmentName = row.GetString(8),
                Attempts = row.GetInt32(9) + 1,
                CreatedAt = row.Instant(10),
                CaseId = row.GuidOrNull(11),
                Link = row.GetString(12),
            },
            [("tenant", step.TenantId), ("now", step.Now), ("size", size), ("mail", Guid.Empty), .. (closed ?? []).Select((way, i) => ($"way{i}", (object?)way))]);
        foreach (var row in rows)
        {
            step.Sql.Execute(
                "update outbox set attempts = attempts + 1, next_attempt_at = @until where tenant_id = @tenant and id = @id",
                ("until", step.Now + Lease), ("tenant", step.TenantId), ("id", row.Id));
        }

        return rows;
    }

    public void Sent(Guid id)
    {
        step.Sql.Execute(
            "update outbox set state = 'Sent', sent_at = @now, last_error = null where tenant_id = @tenant and id = @id",
            ("now", step.Now), ("tenant", step.TenantId), ("id", id));
        Log(id, DeliveryOutcome.Taken, null, null);
    }

    public void Later(Guid id, TimeSpan pause, string reason)
    {
        step.Sql.Execute(
            "update outbox set next_attempt_at = @at, last_error = @reason where tenant_id = @tenant and id = @id and state = 'Waiting'",
            ("at", step.Now + pause), ("reason", reason), ("tenant", step.TenantId), ("id", id));
        Log(id, DeliveryOutcome.Failed, reason, step.Now + pause);
    }

    /// <summary>Nothing was wrong with the message itself, so the try does not count.</summary>
    public void Untried(Guid id, TimeSpan pause, string reason)
    {
        step.Sql.Execute(
            "update outbox set attempts = attempts - 1, next_attempt_at = @at, last_error = @reason where tenant_id = @tenant and id = @id and state = 'Waiting'",
            ("at", step.Now + pause), ("reason", reason), ("tenant", step.TenantId), ("id", id));
        Log(id, DeliveryOutcome.Untried, reason, step.Now + pause);
    }

    public void Dead(Guid id, string reason)
    {
        step.Sql.Execute(
            "update outbox set state = 'Dead', last_error = @reason where tenant_id = @tenant and id = @id and state = 'Waiting'",
            ("reason", reason), ("tenant", step.TenantId), ("id", id));
        Log(id, DeliveryOutcome.Refused, reason, null);
    }

    private void Log(Guid id, DeliveryOutcome outcome, string? reason, DateTimeOffset? next) => step.Sql.Execute(
        "insert into delivery_attempt (tenant_id, id, message_id, at, outcome, reason, next_attempt_at) values (@tenant, @new, @id, @now, @outcome, @reason, @next)",
        ("tenant", step.TenantId), ("new", step.NewId()), ("id", id), ("now", step.Now), ("outcome", outcome), ("reason", reason), ("next", next));
}
