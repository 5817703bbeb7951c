using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>An open task of a unit, which can be supervised.</summary>
public sealed record SupervisedTask(Guid Id, string Title, Guid UnitId, string Unit, Guid? AssigneeId)
{
    public static List<SupervisedTask> Of(Sql sql, string tenantId, Guid caseId) => sql.List(
        """
        select t.id, t.title, u.id, u.name, t.assignee_id from work_task t join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
        where t.tenant_id = @tenant and t.case_id = @case and t.status = 'Open' order by t.created_at, t.id
        """,
        row => new SupervisedTask(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GuidOrNull(4)),
        ("tenant", tenantId), ("case", caseId));

    /// <summary>Who decided what last, in brackets; of one unit or of any. Null when nothing was.</summary>
    public static string? LastDecision(Sql sql, string tenantId, Guid caseId, Guid? unitId) => sql.Single(
        $"""
        select t.decided_by_name, t.decided_at, t.title, t.action_label from work_task t
        where t.tenant_id = @tenant and t.case_id = @case and t.status = 'Done'{(unitId is null ? "" : " and t.unit_id = @unit")} order by t.decided_at desc, t.id desc limit 1
        """,
        row => $"（{row.TextOrNull(0)}于 {BeijingTime.Of(row.Instant(1)):yyyy-MM-dd HH:mm} 办理“{row.GetString(2)}”：{row.TextOrNull(3)}）",
        ("tenant", tenantId), ("case", caseId), ("unit", unitId ?? Guid.Empty));
}
