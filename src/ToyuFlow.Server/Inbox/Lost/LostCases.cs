using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Inbox.Lost;

/// <summary>
/// The promise that no case is in no queue, asked of the rows: each open case has a task that somebody can take up, or a wait with a date and a timer,
/// or an open incident in front of an administrator.
/// </summary>
public sealed class LostCases(DatabaseReader reader)
{
    private const string OpenCase = "c.status in ('Submitted', 'Correcting', 'Accepted')";

    public IReadOnlyList<LostCase> Of(string tenantId) => reader.Read(sql => Run(sql, tenantId));

    public static IReadOnlyList<LostCase> Run(Sql sql, string tenantId) =>
    [
        .. NothingWaits(sql, tenantId), .. StepsWithoutTask(sql, tenantId), .. WaitsWithoutTimer(sql, tenantId), .. AssigneesGone(sql, tenantId), .. EmptyPosts(sql, tenantId),
        .. WithoutOperator(sql, tenantId), .. WithdrawalsWithoutHead(sql, tenantId),
    ];

    private static List<LostCase> NothingWaits(Sql sql, string tenantId) => sql.List(
        $"""
        select c.tenant_id, c.id, c.instance_id, c.number from case_file c
        where c.tenant_id = @tenant and {OpenCase}
            and not exists (select 1 from work_task t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.status = 'Open')
            and not exists (select 1 from incident i where i.tenant_id = c.tenant_id and i.case_id = c.id and i.resolved_at is null)
            and not exists (select 1 from bookmark b where b.tenant_id = c.tenant_id and b.instance_id = c.instance_id)
        order by c.number
        """,
        row => new LostCase(row.GetString(0), LostKind.NothingWaits, row.GetGuid(1), row.GetGuid(1), row.GuidOrNull(2), row.GetString(3), "没有人办理，也没有等待的事项。"),
        ("tenant", tenantId));

    private static List<LostCase> StepsWithoutTask(Sql sql, string tenantId) => sql.List(
        """
        select b.tenant_id, b.id, w.case_id, w.id, c.number, b.name from bookmark b
        join workflow_instance w on w.tenant_id = b.tenant_id and w.id = b.instance_id and w.status = 'Running'
        join case_file c on c.tenant_id = w.tenant_id and c.id = w.case_id
        where b.tenant_id = @tenant and b.kind = @kind and not exists (select 1 from work_task t where t.tenant_id = b.tenant_id and t.bookmark_id = b.id and t.status = 'Open')
            and not exists (select 1 from incident i where i.tenant_id = w.tenant_id and i.instance_id = w.id and i.resolved_at is null)
        order by c.number
        """,
        row => new LostCase(row.GetString(0), LostKind.StepWithoutTask, row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), $"环节“{row.GetString(5)}”在等人办理，但没有任务。"),
        ("tenant", tenantId), ("kind", ApprovalTaskActivity.BookmarkKind));

    /// <summary>Only the state knows which waits have a date.</summary>
    private static IEnumerable<LostCase> WaitsWithoutTimer(Sql sql, string tenantId)
    {
        var waiting = sql.List(
            """
            select w.tenant_id, w.id, w.case_id, c.number, w.state from workflow_instance w join case_file c on c.tenant_id = w.tenant_id and c.id = w.case_id
            where w.tenant_id = @tenant and w.status = 'Running' and exists (select 1 from bookmark b where b.tenant_id = w.tenant_id and b.instance_id = w.id and b.kind <> @kind
                and not exists (select 1 from timer t where t.tenant_id = b.tenant_id and t.subject_id = b.id))
            order by c.number
            """,
            row => (Tenant: row.GetString(0), Id: row.GetGuid(1), Case: row.GetGuid(2), Number: row.GetString(3), State: WorkflowState.FromJson(row.GetString(4))),
            ("tenant", tenantId), ("kind", ApprovalTaskActivity.BookmarkKind));
        foreach (var instance in waiting)
        {
            foreach (var bookmark in instance.State.Bookmarks.Where(b => b.DueAt is not null && !HasTimer(sql, instance.Tenant, b)))
            {
                yield return new LostCase(instance.Tenant, LostKind.WaitWithoutTimer, Guid.Parse(bookmark.Id), instance.Case, instance.Id, instance.Number, $"等待“{bookmark.Name}”有到期时间，但没有定时。");
            }
        }
    }

    private static bool HasTimer(Sql sql, string tenantId, Bookmark bookmark) => sql.Scalar<long>(
        "select count(*) from timer where tenant_id = @tenant and subject_id = @bookmark", ("tenant", tenantId), ("bookmark", Guid.Parse(bookmark.Id))) > 0;

    private static List<LostCase> AssigneesGone(Sql sql, string tenantId) => sql.List(
        """
        select t.tenant_id, t.id, t.case_id, t.instance_id, t.case_number, t.title, p.display_name from work_task t join person p on p.id = t.assignee_id
        where t.tenant_id = @tenant and t.status = 'Open' and t.for_applicant = @no
            and (p.is_disabled = @yes or not exists (
                select 1 from post_holder h join post o on o.tenant_id = h.tenant_id and o.id = h.post_id
                where h.tenant_id = t.tenant_id and h.person_id = p.id and o.unit_id = t.unit_id))
        order by t.case_number
        """,
        row => new LostCase(row.GetString(0), LostKind.AssigneeGone, row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), $"“{row.GetString(5)}”在{row.GetString(6)}名下，其账号已停用或已离开本单位。"),
        ("tenant", tenantId), ("no", false), ("yes", true));

    private static List<LostCase> EmptyPosts(Sql sql, string tenantId) => sql.List(
        """
        select t.tenant_id, t.id, t.case_id, t.instance_id, t.case_number, t.title, u.name, o.name from work_task t
        join post o on o.tenant_id = t.tenant_id and o.id = t.post_id join unit u on u.tenant_id = o.tenant_id and u.id = o.unit_id
        where t.tenant_id = @tenant and t.status = 'Open' and t.assignee_id is null and not exists (
            select 1 from post_holder h join person p on p.id = h.person_id where h.tenant_id = t.tenant_id and h.post_id = t.post_id and p.is_disabled = @no)
        order by t.case_number
        """,
        row => new LostCase(row.GetString(0), LostKind.PostEmpty, row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), $"“{row.GetString(5)}”等{row.GetString(6)}{row.GetString(7)}办理，该岗位没有人。"),
        ("tenant", tenantId), ("no", false));

    private static List<LostCase> WithoutOperator(Sql sql, string tenantId) => sql.List(
        """
        select t.tenant_id, t.id, t.case_id, t.instance_id, t.case_number, t.title from work_task t
        where t.tenant_id = @tenant and t.status = 'Open' and t.for_applicant = @yes and not exists (
            select 1 from institution_operator i join person p on p.id = i.person_id where i.tenant_id = t.tenant_id and i.institution_id = t.institution_id and p.is_disabled = @no)
        order by t.case_number
        """,
        row => new LostCase(row.GetString(0), LostKind.NoOperator, row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), $"“{row.GetString(5)}”等申请人办理，机构没有可用的经办人账号。"),
        ("tenant", tenantId), ("yes", true), ("no", false));

    private static IEnumerable<LostCase> WithdrawalsWithoutHead(Sql sql, string tenantId) => WithdrawalLine.List(sql, "r.status = 'Asked' order by c.number", ("tenant", tenantId))
        .Where(asked => UnitHeads.Of(sql, tenantId, asked.UnitId).Count == 0)
        .Select(asked => new LostCase(tenantId, LostKind.NoHead, asked.Id, asked.CaseId, null, asked.CaseNumber, $"撤件申请 {asked.Number} 等{asked.Unit}负责人决定，该单位没有负责人。"));
}
