using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>不相容岗位分离: whoever decided one of the steps named may not decide this one.</summary>
public static class TaskSeparation
{
    public const string Refusal = "您已办理过本件的前一环节。按不相容岗位分离的要求，这一步须由另一位同志办理。";

    public static bool Forbids(Sql sql, string tenantId, Guid personId, TaskRow task, TaskSpec spec) => spec.SeparateFrom.Any(code => sql.Scalar<long>(
        "select count(*) from work_task where tenant_id = @tenant and case_id = @case and status = 'Done' and step_code = @step and decided_by = @person",
        ("tenant", tenantId), ("case", task.CaseId), ("step", code), ("person", personId)) > 0);
}
