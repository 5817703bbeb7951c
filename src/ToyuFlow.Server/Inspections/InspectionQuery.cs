using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

/// <summary>Reads plans with their coverage, and the visits of a plan.</summary>
public sealed class InspectionQuery(DatabaseReader reader)
{
    public IReadOnlyList<PlanCoverage> Plans(string tenantId, Guid? planId = null) => reader.Read(sql => sql.List(
        """
        select p.id, p.programme_name, p.period_name, p.starts_at, p.ends_at, v.role, count(v.id),
            sum(case when v.state = 'Open' then 0 else 1 end), sum(case when v.state = 'Findings' then 1 else 0 end)
        from inspection_plan p left join inspection_visit v on v.tenant_id = p.tenant_id and v.plan_id = p.id
        where p.tenant_id = @tenant
        """ + (planId is null ? "" : " and p.id = @plan") + """

        group by p.id, p.programme_name, p.period_name, p.starts_at, p.ends_at, v.role
        order by p.starts_at desc, p.programme_name, v.role
        """,
        row => (Plan: new PlanLine(row.GetGuid(0), row.GetString(1), row.GetString(2), row.Instant(3), row.Instant(4)), Role: row.TextOrNull(5),
            Count: new VisitCount(row.GetInt64(6), row.IsDBNull(7) ? 0 : row.GetInt64(7), row.IsDBNull(8) ? 0 : row.GetInt64(8))),
        ("tenant", tenantId), ("plan", planId ?? Guid.Empty)))
        .GroupBy(r => r.Plan)
        .Select(g => new PlanCoverage(g.Key, [.. g.Where(r => r.Role is not null).Select(r => new RoleCoverage(r.Role!, r.Count))]))
        .ToList();

    /// <summary>By institution and role; a page ends with the key of its last row.</summary>
    public VisitPage Visits(VisitRequest request) => reader.Read(sql =>
    {
        (string, object?)[] values =
        [
            ("tenant", request.TenantId), ("plan", request.PlanId), ("role", request.Role ?? ""), ("text", $"%{Escape(request.Text)}%"),
            ("name", request.After?.Institution ?? ""), ("afterRole", request.After?.Role ?? ""), ("number", request.After?.Number ?? 0), ("size", request.Size + 1),
            .. (request.Roles ?? []).Select((role, i) => ($"role{i}", (object?)role)),
        ];
        var from = """
            from inspection_visit v join institution i on i.tenant_id = v.tenant_id and i.id = v.institution_id
            where v.tenant_id = @tenant and v.plan_id = @plan
            """ + Filter(request);
        var total = sql.Scalar<long>("select count(*) " + from, values);
        var rows = sql.List(
            "select v.id, v.case_id, i.name, v.role, v.number, v.state, v.visited_at, v.unit_name, v.inspector, v.failures, v.severity " + from
                + (request.After is null ? "" : " and (i.name, v.role, v.number) > (@name, @afterRole, @number)")
                + " order by i.name, v.role, v.number limit @size",
            row => new VisitLine(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.Named<VisitState>(5), row.InstantOrNull(6), row.GetString(7),
                row.GetString(8), row.GetInt32(9), row.IsDBNull(10) ? null : row.Named<FindingSeverity>(10)),
            values);
        var page = rows.Take(request.Size).ToList();
        var findings = Findings(sql, request);
        return new VisitPage(
            [.. page.Select(v => v with { Findings = [.. findings[v.Id]] })],
            total,
            rows.Count > request.Size ? new VisitKey(page[^1].Institution, page[^1].Role, page[^1].Number) : null);
    });

    /// <summary>What was found on the visit of a case, for its page; null when the case is not a visit.</summary>
    public VisitResults? Results(string tenantId, Guid caseId) => reader.Read(sql =>
    {
        var found = sql.Single(
            """
            select v.id, p.programme_name, p.period_name, p.ends_at, v.role, v.state, v.visited_at, v.unit_name, v.inspector, v.severity, v.opinion
            from inspection_visit v join inspection_plan p on p.tenant_id = v.tenant_id and p.id = v.plan_id
            where v.tenant_id = @tenant and v.case_id = @case
            """,
            row => new VisitResults(
                row.GetGuid(0), row.GetString(1), row.GetString(2), row.Instant(3), row.GetString(4), row.Named<VisitState>(5), row.InstantOrNull(6), row.GetString(7),
                row.GetString(8), row.IsDBNull(9) ? null : row.Named<FindingSeverity>(9), row.GetString(10)),
            ("tenant", tenantId), ("case", caseId));
        return found is null ? null : found with
        {
            Checks = sql.List(
                "select text, verdict, remark from visit_check where tenant_id = @tenant and visit_id = @visit order by position",
                row => new CheckLine(row.GetString(0), row.Named<CheckVerdict>(1), row.GetString(2)),
                ("tenant", tenantId), ("visit", found.VisitId)),
        };
    });

    private static ILookup<Guid, string> Findings(Sql sql, VisitRequest request) => sql.List(
        """
        select f.visit_id, f.text, f.problem, f.closed_at from inspection_finding f
        join inspection_visit v on v.tenant_id = f.tenant_id and v.id = f.visit_id
        where f.tenant_id = @tenant and v.plan_id = @plan order by f.item_code
        """,
        row => (Visit: row.GetGuid(0), Text: $"{row.GetString(1)}：{row.GetString(2)}" + (row.IsDBNull(3) ? "" : "（已整改）")),
        ("tenant", request.TenantId), ("plan", request.PlanId)).ToLookup(f => f.Visit, f => f.Text);

    /// <summary>Only fixed texts are put together here; the values are parameters.</summary>
    private static string Filter(VisitRequest request) =>
        (request.Role is null ? "" : " and v.role = @role")
        + (request.Roles is null ? "" : $" and v.role in ({string.Join(", ", request.Roles.Select((_, i) => $"@role{i}").DefaultIfEmpty("''"))})")
        + (request.State switch { "open" => " and v.state = 'Open'", "done" => " and v.state <> 'Open'", "findings" => " and v.state = 'Findings'", _ => "" })
        + (string.IsNullOrWhiteSpace(request.Text) ? "" : " and i.name like @text escape '\\'");

    private static string Escape(string? text) => (text ?? "").Trim()
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
