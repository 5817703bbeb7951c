using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Audit;

/// <summary>Reads the audit, the latest first. Nothing here changes it.</summary>
public sealed class AuditList(DatabaseReader reader)
{
    private const int Size = 50;
    private const int MostCounted = 10_000;
    private const string Columns = "a.id, a.at, a.who, a.is_automatic, a.action, a.subject_kind, a.subject_id, a.detail, coalesce(c.number, '')";

    private static readonly Dictionary<string, (string Table, string Name)> NameColumns = new()
    {
        ["person"] = ("person", "display_name"),
        ["institution"] = ("institution", "name"),
        ["unit"] = ("unit", "name"),
        ["post"] = ("post", "name"),
        ["task"] = ("work_task", "title"),
        ["instance"] = ("workflow_instance", "name"),
        ["case"] = ("case_file", "title"),
    };

    public AuditPage Read(string tenantId, AuditFilter filter, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var (where, values) = Where(tenantId, filter);
        var total = sql.Scalar<long>($"select count(*) from (select 1 from audit_entry a where {where} limit {MostCounted}) counted", [.. values]);
        return new AuditPage(KeyPage.Of(Rows(sql, where, values, after, before, Size + 1), Size, after, before, a => new PageKey(a.At, a.Id)), total, total == MostCounted);
    });

    /// <summary>The filtered entries page by page, however many; each page is a short read of its own.</summary>
    public IEnumerable<AuditItem> All(string tenantId, AuditFilter filter)
    {
        var (where, values) = Where(tenantId, filter);
        PageKey? key = null;
        while (true)
        {
            var rows = reader.Read(sql => Rows(sql, where, values, key, null, 1000));
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < 1000)
            {
                yield break;
            }

            key = new PageKey(rows[^1].At, rows[^1].Id);
        }
    }

    private static List<AuditItem> Rows(Sql sql, string where, List<(string, object?)> values, PageKey? after, PageKey? before, int size)
    {
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var items = sql.List(
            $"""
            select {Columns} from audit_entry a left join case_file c on c.tenant_id = a.tenant_id and c.id = a.case_id
            where {where} and (a.at {sign} @keyAt or (a.at = @keyAt and a.id {sign} @keyId)) order by a.at {direction}, a.id {direction} limit @size
            """,
            row => new AuditItem(row.GetGuid(0), row.Instant(1), row.GetString(2), row.GetBoolean(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetString(8)),
            [.. values, ("keyAt", key.At), ("keyId", key.Id), ("size", size)]);
        return [.. items.Select(item => item with { SubjectName = SubjectName(sql, item) })];
    }

    /// <summary>What people call the subject; empty where it has no name of its own or is gone.</summary>
    private static string SubjectName(Sql sql, AuditItem item) =>
        NameColumns.TryGetValue(item.SubjectKind, out var column) && Guid.TryParse(item.SubjectId, out var id)
            ? sql.Scalar<string>($"select {column.Name} from {column.Table} where id = @id", ("id", id)) ?? ""
            : "";

    private static (string Where, List<(string, object?)> Values) Where(string tenantId, AuditFilter filter)
    {
        var where = "a.tenant_id = @tenant";
        List<(string, object?)> values = [("tenant", tenantId)];
        if (!string.IsNullOrWhiteSpace(filter.Who))
        {
            where += " and a.who like @who escape '\\'";
            values.Add(("who", Like.Anywhere(filter.Who)));
        }

        if (!string.IsNullOrWhiteSpace(filter.Action))
        {
            where += " and a.action = @action";
            values.Add(("action", filter.Action));
        }

        if (filter.From is { } from)
        {
            where += " and a.at >= @from";
            values.Add(("from", from));
        }

        if (filter.Until is { } until)
        {
            where += " and a.at < @until";
            values.Add(("until", until));
        }

        return (where, values);
    }
}

/// <param name="Until">The first instant that is too late.</param>
public sealed record AuditFilter(string? Who, string? Action, DateTimeOffset? From, DateTimeOffset? Until);

public sealed record AuditPage(KeyPage<AuditItem> Page, long Total, bool IsMore);

public sealed record AuditItem(Guid Id, DateTimeOffset At, string Who, bool IsAutomatic, string Action, string SubjectKind, string SubjectId, string Detail, string CaseNumber)
{
    public string SubjectName { get; init; } = "";
}
