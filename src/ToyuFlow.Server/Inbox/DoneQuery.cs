using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>已办: what a person has decided, the latest first.</summary>
public sealed class DoneQuery(DatabaseReader reader)
{
    private const int Size = 20;

    public DonePage Read(string tenantId, Guid personId, string? text, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var filter = "t.tenant_id = @tenant and t.decided_by = @person"
            + (string.IsNullOrWhiteSpace(text) ? "" : " and (t.title like @text escape '\\' or t.institution_name like @text escape '\\' or t.case_number like @text escape '\\' or t.opinion like @text escape '\\')");
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"""
            select t.id, t.title, t.case_id, t.case_number, t.institution_name, t.action_label, t.opinion, t.decided_at, c.title from work_task t
            join case_file c on c.tenant_id = t.tenant_id and c.id = t.case_id
            where {filter} and (t.decided_at {sign} @keyAt or (t.decided_at = @keyAt and t.id {sign} @keyId))
            order by t.decided_at {direction}, t.id {direction} limit @size
            """,
            row => new DoneItem(
                row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.TextOrNull(5) ?? "", row.TextOrNull(6) ?? "", row.Instant(7), row.GetString(8)),
            ("tenant", tenantId), ("person", personId), ("text", Like.Anywhere(text)), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1));
        var total = sql.Scalar<long>($"select count(*) from work_task t where {filter}", ("tenant", tenantId), ("person", personId), ("text", Like.Anywhere(text)));
        return new DonePage(KeyPage.Of(rows, Size, after, before, i => new PageKey(i.DecidedAt, i.Id)), total);
    });
}

public sealed record DoneItem(
    Guid Id, string Title, Guid CaseId, string CaseNumber, string Institution, string ActionLabel, string Opinion, DateTimeOffset DecidedAt, string CaseTitle);

public sealed record DonePage(KeyPage<DoneItem> Page, long Total);
