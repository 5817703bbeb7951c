using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>The messages of a person, the latest first.</summary>
public sealed class NoticeList(DatabaseReader reader)
{
    private const int Size = 20;

    public NoticePage Read(string tenantId, Guid personId, bool onlyUnread, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var filter = "n.tenant_id = @tenant and n.person_id = @person" + (onlyUnread ? " and n.read_at is null" : "");
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"""
            select n.id, n.at, n.sentence, n.href, n.read_at from notice n
            where {filter} and (n.at {sign} @keyAt or (n.at = @keyAt and n.id {sign} @keyId))
            order by n.at {direction}, n.id {direction} limit @size
            """,
            row => new NoticeItem(row.GetGuid(0), row.Instant(1), row.GetString(2), row.GetString(3), row.InstantOrNull(4)),
            ("tenant", tenantId), ("person", personId), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1));
        var total = sql.Scalar<long>($"select count(*) from notice n where {filter}", ("tenant", tenantId), ("person", personId));
        return new NoticePage(KeyPage.Of(rows, Size, after, before, n => new PageKey(n.At, n.Id)), total);
    });

    public long CountUnread(string tenantId, Guid personId) => reader.Read(sql => sql.Scalar<long>(
        "select count(*) from notice where tenant_id = @tenant and person_id = @person and read_at is null", ("tenant", tenantId), ("person", personId)));

    public NoticeItem? Find(string tenantId, Guid personId, Guid id) => reader.Read(sql => sql.Single(
        "select id, at, sentence, href, read_at from notice where tenant_id = @tenant and person_id = @person and id = @id",
        row => new NoticeItem(row.GetGuid(0), row.Instant(1), row.GetString(2), row.GetString(3), row.InstantOrNull(4)),
        ("tenant", tenantId), ("person", personId), ("id", id)));
}

public sealed record NoticeItem(Guid Id, DateTimeOffset At, string Sentence, string Href, DateTimeOffset? ReadAt);

public sealed record NoticePage(KeyPage<NoticeItem> Page, long Total);
