using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Rectification;

/// <summary>Reads rectifications: the list by deadline, one with all that its pages and its notice show.</summary>
public sealed class RectificationQuery(DatabaseReader reader, TimeProvider time)
{
    private const string Columns =
        """
        r.id, r.case_id, r.notice_number, i.name, r.role, r.unit_name, r.severity, r.state, r.issued_at, r.due_at, r.ended_at,
            (select count(*) from inspection_finding f where f.tenant_id = r.tenant_id and f.visit_id = r.visit_id)
        """;

    private const string From =
        " from rectification r join institution i on i.tenant_id = r.tenant_id and i.id = r.institution_id where r.tenant_id = @tenant";

    public RectificationPage Read(RectificationRequest request, RectificationSight sight) => reader.Read(sql =>
    {
        var (where, values) = Base(sight, request.Text);
        values.AddRange([("due", request.After?.DueAt ?? DateTimeOffset.UnixEpoch), ("id", request.After?.Id ?? Guid.Empty), ("size", request.Size + 1)]);
        var parameters = values.ToArray();
        long Count(string filter) => sql.Scalar<long>("select count(*)" + From + where + filter, parameters);
        var counts = new RectificationCounts(Count(Filter("open")), Count(Filter("overdue")), Count(Filter("ended")));
        var rows = sql.List(
            "select " + Columns + From + where + Filter(request.Filter)
                + (request.After is null ? "" : " and (r.due_at, r.id) > (@due, @id)") + " order by r.due_at, r.id limit @size",
            Line, parameters);
        var page = rows.Take(request.Size).ToList();
        return new RectificationPage(page, counts, rows.Count > request.Size ? new RectificationKey(page[^1].DueAt, page[^1].Id) : null);
    });

    public RectificationDetails? Details(Guid id, RectificationSight sight) => One("r.id = @id", id, sight);

    public RectificationDetails? OfCase(Guid caseId, RectificationSight sight) => One("r.case_id = @id", caseId, sight);

    private RectificationDetails? One(string which, Guid id, RectificationSight sight) => reader.Read(sql =>
    {
        var (where, values) = Base(sight, null);
        var found = sql.Single(
            "select " + Columns + ", r.requirement, r.notice_due_at, r.issued_by, r.measures, r.submitted_at, r.extension_reason, r.is_extended, r.failures, r.overdue_at, r.visit_id, r.extension_asked_at"
                + From + where + " and " + which,
            row => new RectificationDetails(
                Line(row), row.GetString(12), row.Instant(13), row.GetString(14), row.GetString(15), row.InstantOrNull(16), row.GetString(17),
                row.IsDBNull(18) ? null : row.GetBoolean(18), row.GetInt32(19), row.InstantOrNull(20), row.GetGuid(21), row.InstantOrNull(22)),
            [.. values, ("id", id)]);
        return found is null ? null : found with
        {
            Findings = sql.List(
                "select text, problem, closed_at from inspection_finding where tenant_id = @tenant and visit_id = @visit order by item_code",
                row => new FindingLine(row.GetString(0), row.GetString(1), row.InstantOrNull(2)),
                ("tenant", sight.TenantId), ("visit", found.VisitId)),
        };
    });

    private (string Where, List<(string Name, object? Value)> Values) Base(RectificationSight sight, string? text)
    {
        var (where, reader) = sight.Condition();
        return (
            where + (string.IsNullOrWhiteSpace(text) ? "" : " and (i.name like @text escape '\\' or r.notice_number like @text escape '\\')"),
            [("tenant", sight.TenantId), ("now", time.GetUtcNow()), ("text", $"%{Escape(text)}%"), .. reader]);
    }

    private static RectificationLine Line(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.Named<FindingSeverity>(6),
        row.Named<RectificationState>(7), row.Instant(8), row.Instant(9), row.InstantOrNull(10), row.GetInt64(11));

    private static string Filter(string? filter) => filter switch
    {
        "open" => " and r.ended_at is null",
        "overdue" => " and r.ended_at is null and r.due_at <= @now",
        "ended" => " and r.ended_at is not null",
        _ => "",
    };

    private static string Escape(string? text) => (text ?? "").Trim()
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
