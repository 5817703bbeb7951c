using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>案件查询: the cases that one may see, the latest first. Ids begin with their time, so the key of a page is the id.</summary>
public sealed class CaseSearch(DatabaseReader reader, CaseAccess access)
{
    private const int Size = 20;

    /// <summary>What officers wrote is theirs to search, not the applicant's. Read once for the whole search, however many cases there are.</summary>
    private const string InOpinions = " or c.id in (select e.case_id from timeline_entry e where e.tenant_id = @tenant and e.opinion like @text escape '\\')";

    public CasePage Read(CaseFilter filter, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var where = $"{access.Condition}{Where(filter, access.IsOperator ? "" : InOpinions)}";
        (string, object?)[] values =
        [
            .. access.Values, ("text", Like.Anywhere(filter.Text)), ("matter", filter.Matter ?? ""), ("status", filter.Status?.ToString() ?? ""),
            ("from", filter.FromInstant), ("until", filter.UntilInstant),
        ];
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var key = after ?? before;
        var rows = sql.List(
            $"""
            select c.id, c.number, c.title, c.matter_code, c.status, i.name, c.created_at, c.submitted_at, c.closed_at
            from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
            where {where}{(key is null ? "" : $" and c.id {sign} @key")} order by c.id {direction} limit @size
            """,
            row => new CaseLine(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Named<CaseStatus>(4), row.GetString(5), row.Instant(6), row.InstantOrNull(7), row.InstantOrNull(8)),
            [.. values, ("key", key?.Id ?? Guid.Empty), ("size", Size + 1)]);
        var total = sql.Scalar<long>($"select count(*) from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id where {where}", values);
        return new CasePage(KeyPage.Of(rows, Size, after, before, c => new PageKey(c.CreatedAt, c.Id)), total);
    });

    /// <summary>Only fixed texts are put together here; the values are parameters.</summary>
    private static string Where(CaseFilter filter, string inOpinions) =>
        (string.IsNullOrWhiteSpace(filter.Text) ? "" : $" and (c.number like @text escape '\\' or c.title like @text escape '\\' or i.name like @text escape '\\' or i.credit_code like @text escape '\\'{inOpinions})")
        + (filter.Matter is null ? "" : " and c.matter_code = @matter")
        + (filter.Status is null ? "" : " and c.status = @status")
        + (filter.From is null ? "" : " and coalesce(c.submitted_at, c.created_at) >= @from")
        + (filter.Until is null ? "" : " and coalesce(c.submitted_at, c.created_at) < @until");
}

public sealed record CasePage(KeyPage<CaseLine> Page, long Total);
