using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Waking;

/// <summary>A step of an office that a closed case had reached and at which it can go on.</summary>
/// <param name="ActivityId">Its id in the definition.</param>
/// <param name="DecidedBy">Who decided it last; empty where nobody had.</param>
public sealed record WakeTarget(string ActivityId, string Title, string DecidedBy)
{
    /// <summary>Who was asked; the task goes to them again.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>
    /// The steps of the flow that ended, the latest first. Where branches were open when it ended only what was decided before they began is offered, or they
    /// would be lost; an acceptance (受理) is in force and is not asked again.
    /// </summary>
    public static IReadOnlyList<WakeTarget> Of(Sql sql, string tenantId, Guid caseId)
    {
        var steps = sql.List(
            """
            select t.activity_id, t.title, t.decided_by_name, coalesce(t.decided_for, t.decided_by, t.assignee_id), t.status, t.created_at, t.decided_at, t.spec, t.action, t.for_applicant, t.is_automatic,
                case when t.status = 'Cancelled' and t.decided_at = c.closed_at then 1 else 0 end
            from work_task t join case_file c on c.tenant_id = t.tenant_id and c.id = t.case_id and c.instance_id = t.instance_id
            where t.tenant_id = @tenant and t.case_id = @case and t.decided_at is not null order by t.decided_at desc, t.id desc
            """,
            row => new Reached(new WakeTarget(row.GetString(0), row.GetString(1), row.TextOrNull(2) ?? "") { PersonId = row.GuidOrNull(3) }, row.GetString(4), row.Instant(5), row.Instant(6))
            {
                IsOfOffice = !row.GetBoolean(9) && !row.GetBoolean(10),
                IsAcceptance = TaskSpec.FromJson(row.GetString(7)).Find(row.TextOrNull(8) ?? "")?.Status == nameof(CaseStatus.Accepted),
                WasOpen = row.GetInt64(11) == 1,
            },
            ("tenant", tenantId), ("case", caseId));
        var open = steps.Where(s => s.WasOpen).ToList();
        var isOneOpen = open.Select(s => s.Target.ActivityId).Distinct().Count() == 1;
        var began = open.Count > 0 ? open.Min(s => s.Since) : DateTimeOffset.MaxValue;
        return
        [
            .. steps.Where(s => s.IsOfOffice && (s.WasOpen ? isOneOpen : s is { Status: nameof(WorkTaskStatus.Done), IsAcceptance: false } && s.At <= began))
                .Select(s => s.Target).DistinctBy(t => t.ActivityId),
        ];
    }

    /// <summary>The units that had a task of the case.</summary>
    public static IReadOnlyList<Guid> UnitsOf(Sql sql, string tenantId, Guid caseId) => sql.List(
        "select distinct unit_id from work_task where tenant_id = @tenant and case_id = @case and for_applicant = @no and unit_id is not null",
        row => row.GetGuid(0), ("tenant", tenantId), ("case", caseId), ("no", false));

    private sealed record Reached(WakeTarget Target, string Status, DateTimeOffset Since, DateTimeOffset At)
    {
        public bool IsOfOffice { get; init; }

        public bool IsAcceptance { get; init; }

        /// <summary>It waited when the flow ended.</summary>
        public bool WasOpen { get; init; }
    }
}
