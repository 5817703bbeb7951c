using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>已办: what a person has decided, and what was decided without them while it waited for them, the latest first.</summary>
public sealed class DoneQuery(DatabaseReader reader)
{
    private const int Size = 20;

    /// <summary>One index for each.</summary>
    private static readonly string[] Queues = ["t.decided_by = @person", "t.assignee_id = @person and t.closed_because is not null"];

    public DonePage Read(string tenantId, Guid personId, string? text, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var rows = Queues.SelectMany(queue => Page(sql, queue, text, key, before is not null, ("tenant", tenantId), ("person", personId)))
            .OrderBy(i => i.DecidedAt).ThenBy(i => i.Id).ToList();
        if (before is null)
        {
            rows.Reverse();
        }

        var total = Queues.Sum(queue => sql.Scalar<long>(
            $"select count(*) from work_task t where t.tenant_id = @tenant and {queue} {Filter(text)}", ("tenant", tenantId), ("person", personId), ("text", Like.Anywhere(text))));
        return new DonePage(KeyPage.Of(rows, Size, after, before, i => new PageKey(i.DecidedAt, i.Id)), total);
    });

    private static List<DoneItem> Page(Sql sql, string queue, string? text, PageKey key, bool isBefore, params (string, object?)[] values)
    {
        var (sign, direction) = isBefore ? (">", "asc") : ("<", "desc");
        return sql.List(
            $"""
            select t.id, t.title, t.case_id, t.case_number, t.institution_name, t.action_label, coalesce(t.opinion, ''), t.decided_at, c.title, t.closed_because from work_task t
            join case_file c on c.tenant_id = t.tenant_id and c.id = t.case_id
            where t.tenant_id = @tenant and {queue} {Filter(text)} and (t.decided_at {sign} @keyAt or (t.decided_at = @keyAt and t.id {sign} @keyId))
            order by t.decided_at {direction}, t.id {direction} limit @size
            """,
            row => new DoneItem(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.TextOrNull(5), row.GetString(6), row.Instant(7), row.GetString(8))
            {
                ClosedBecause = row.TextOrNull(9),
            },
            [.. values, ("text", Like.Anywhere(text)), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1)]);
    }

    private static string Filter(string? text) => string.IsNullOrWhiteSpace(text)
        ? ""
        : " and (t.title like @text escape '\\' or t.institution_name like @text escape '\\' or t.case_number like @text escape '\\' or t.opinion like @text escape '\\')";
}

/// <param name="ActionLabel">Null when the task was not needed any more.</param>
public sealed record DoneItem(
    Guid Id, string Title, Guid CaseId, string CaseNumber, string Institution, string? ActionLabel, string Opinion, DateTimeOffset DecidedAt, string CaseTitle)
{
    /// <summary>Decided without the person: by another of the round, or by the clock.</summary>
    public string? ClosedBecause { get; init; }
}

public sealed record DonePage(KeyPage<DoneItem> Page, long Total);
