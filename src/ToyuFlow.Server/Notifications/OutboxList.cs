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
        return new OutboxCounts(counts.GetValueOrDefault(OutboxState.Waiting), counts.GetValueOrDefault(OutboxState.Sent), counts.GetValueOrDefault(OutboxState.Dead));
    });

    public KeyPage<OutboxItem> Read(string tenantId, OutboxState state, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"""
            select o.id, o.recipient, o.subject, o.attempts, o.created_at, o.next_attempt_at, o.sent_at, o.last_error from outbox o
            where o.tenant_id = @tenant and o.state = @state and (o.created_at {sign} @keyAt or (o.created_at = @keyAt and o.id {sign} @keyId))
            order by o.created_at {direction}, o.id {direction} limit @size
            """,
            row => new OutboxItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.Instant(4), row.Instant(5), row.InstantOrNull(6), row.TextOrNull(7)),
            ("tenant", tenantId), ("state", state), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1));
        return KeyPage.Of(rows, Size, after, before, o => new PageKey(o.CreatedAt, o.Id));
    });
}

public sealed record OutboxCounts(long Waiting, long Sent, long Dead)
{
    public long Of(OutboxState state) => state switch
    {
        OutboxState.Waiting => Waiting,
        OutboxState.Sent => Sent,
        _ => Dead,
    };
}

public sealed record OutboxItem(Guid Id, string Recipient, string Subject, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset NextAttemptAt, DateTimeOffset? SentAt, string? LastError);
