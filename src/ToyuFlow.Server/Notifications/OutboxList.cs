using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>What the outbox holds, for the administrator: addresses and subjects, never the text of a mail.</summary>
public sealed class OutboxList(DatabaseReader reader)
{
    private const int Size = 30;

    public OutboxCounts Count(string tenantId) => reader.Read(sql =>
    {
        var counts = sql.List(
            "select state, count(*) from outbox where tenant_id = @tenant group by state", row => (State: row.Named<OutboxState>(0), Count: row.GetInt64(1)), ("tenant", tenantId))
            .ToDictionary(c => c.State, c => c.Count);
        return new OutboxCounts(counts.GetValueOrDefault(OutboxState.Waiting), counts.GetValueOrDefault(OutboxState.Sent), counts.GetValueOrDefault(OutboxState.Dead), counts.GetValueOrDefault(OutboxState.Held));
    });

    public KeyPage<OutboxItem> Read(string tenantId, OutboxState state, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"""
            select o.id, o.recipient, o.subject, o.attempts, o.created_at, o.next_attempt_at, o.sent_at, o.last_error, o.channel from outbox o
            where o.tenant_id = @tenant and o.state = @state and (o.created_at {sign} @keyAt or (o.created_at = @keyAt and o.id {sign} @keyId))
            order by o.created_at {direction}, o.id {direction} limit @size
            """,
            row => new OutboxItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.Instant(4), row.Instant(5), row.InstantOrNull(6), row.TextOrNull(7), row.Named<NoticeChannel>(8)),
            ("tenant", tenantId), ("state", state), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1));
        return KeyPage.Of(rows, Size, after, before, o => new PageKey(o.CreatedAt, o.Id));
    });

    /// <summary>One message with every try to deliver it.</summary>
    public DeliveryDetails? Find(string tenantId, Guid id) => reader.Read(sql =>
    {
        var tries = sql.List(
            "select at, outcome, reason, next_attempt_at from delivery_attempt where tenant_id = @tenant and message_id = @id order by at, id",
            row => new TryItem(row.Instant(0), row.Named<DeliveryOutcome>(1), row.TextOrNull(2), row.InstantOrNull(3)), ("tenant", tenantId), ("id", id));
        return sql.Single(
            """
            select o.id, o.recipient, o.subject, o.attempts, o.created_at, o.next_attempt_at, o.sent_at, o.last_error, o.channel, o.state, e.name from outbox o
            left join notice_endpoint e on e.tenant_id = o.tenant_id and e.id = o.endpoint_id where o.tenant_id = @tenant and o.id = @id
            """,
            row => new DeliveryDetails(
                new OutboxItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.Instant(4), row.Instant(5), row.InstantOrNull(6), row.TextOrNull(7), row.Named<NoticeChannel>(8)),
                row.Named<OutboxState>(9), row.TextOrNull(10), tries),
            ("tenant", tenantId), ("id", id));
    });
}

public sealed record OutboxCounts(long Waiting, long Sent, long Dead, long Held)
{
    public long Of(OutboxState state) => state switch
    {
        OutboxState.Waiting => Waiting,
        OutboxState.Sent => Sent,
        OutboxState.Held => Held,
        _ => Dead,
    };
}

public sealed record OutboxItem(Guid Id, string Recipient, string Subject, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset NextAttemptAt, DateTimeOffset? SentAt, string? LastError, NoticeChannel Channel);

public sealed record TryItem(DateTimeOffset At, DeliveryOutcome Outcome, string? Reason, DateTimeOffset? NextAt);

public sealed record DeliveryDetails(OutboxItem Message, OutboxState State, string? Endpoint, IReadOnlyList<TryItem> Tries);
