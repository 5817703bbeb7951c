using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>抄送我的: the cases that were copied to an officer, the latest first.</summary>
public sealed class CopiesQuery(DatabaseReader reader)
{
    private const int Size = 20;

    public CopiesPage Read(string tenantId, Guid personId, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"""
            select k.id, k.case_id, c.number, c.title, i.name, k.from_name, k.note, k.at, k.read_at from case_copy k
            join case_file c on c.tenant_id = k.tenant_id and c.id = k.case_id
            join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
            where k.tenant_id = @tenant and k.person_id = @person and (k.at {sign} @keyAt or (k.at = @keyAt and k.id {sign} @keyId))
            order by k.at {direction}, k.id {direction} limit @size
            """,
            row => new CopyItem(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.Instant(7), row.InstantOrNull(8)),
            ("tenant", tenantId), ("person", personId), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1));
        var total = sql.Scalar<long>("select count(*) from case_copy where tenant_id = @tenant and person_id = @person", ("tenant", tenantId), ("person", personId));
        return new CopiesPage(KeyPage.Of(rows, Size, after, before, i => new PageKey(i.At, i.Id)), total);
    });
}

public sealed record CopyItem(
    Guid Id, Guid CaseId, string CaseNumber, string CaseTitle, string Institution, string From, string Note, DateTimeOffset At, DateTimeOffset? ReadAt);

public sealed record CopiesPage(KeyPage<CopyItem> Page, long Total);
