using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>不相容岗位分离: whoever decided one of the steps named may not decide this one, neither in their own right nor for somebody who may not.</summary>
public static class TaskSeparation
{
    public const string Refusal = "您已办理过本件的前一环节。按不相容岗位分离的要求，这一步须由另一位同志办理。";

    /// <summary>Asked again once it is known in whose right somebody acts: a substitute may not do what the principal may not, nor what they may not themselves.</summary>
    public static bool Forbids(Sql sql, string tenantId, Guid personId, TaskRight right, TaskRow task, TaskSpec spec) =>
        Forbids(sql, tenantId, personId, task, spec) || (right.PrincipalId is { } principal && Forbids(sql, tenantId, principal, task, spec));

    public static bool Forbids(Sql sql, string tenantId, Guid personId, TaskRow task, TaskSpec spec) => Forbids(sql, tenantId, personId, task.CaseId, spec.SeparateFrom);

    public static bool Forbids(Sql sql, string tenantId, Guid personId, Guid caseId, IReadOnlyList<string> separateFrom) => separateFrom.Any(code => sql.Scalar<long>(
        "select count(*) from work_task where tenant_id = @tenant and case_id = @case and status = 'Done' and step_code = @step and (decided_by = @person or decided_for = @person)",
        ("tenant", tenantId), ("case", caseId), ("step", code), ("person", personId)) > 0);
}
