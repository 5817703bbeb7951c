using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>
/// 撤回: an officer takes their own last decision back while nobody has touched what followed. A decision that the applicant has been told, that
/// changed the status of the case or after which the system acted is not taken back: it is in force.
/// </summary>
public sealed class TakeBackTask(Step step, WorkflowHost workflows, TakeBackCheck check, AskAgain again, SignRound round, TaskLimits limits, Timers timers, CaseHistory history, AuditTrail audit)
{
    public const string Action = "$taken-back";

    public async Task RunAsync(Guid taskId, long revision, CancellationToken cancellationToken)
    {
        var (task, person) = TaskGuard.Find(step, taskId);
        TaskGuard.RequireSeen(step, task, revision);
        if (check.Problem(step.Sql, step.TenantId, person, task) is { } problem)
        {
            throw new ConflictException(problem);
        }

        history.Say(task.CaseId, $"{task.Title}：{step.Actor.Name}撤回办理意见“{task.ActionLabel}”", forApplicant: false);
        audit.Record("task.taken-back", "task", task.Id.ToString(), task.CaseId, task.ActionLabel ?? "");
        var (since, due, promised) = Limit(task.Id);
        if (task.InRound)
        {
            // The round is still open: the voice is simply not given any more, and whoever came after it waits again.
            step.Sql.Execute(
                """
                update work_task set status = 'Open', vote = null, action = null, action_label = null, decided_by = null, decided_by_name = null, decided_for = null, decided_at = null,
                    revision = revision + 1 where tenant_id = @tenant and id = @id
                """,
                ("tenant", step.TenantId), ("id", task.Id));
            limits.Watch(task.Id, new TaskDue(due, promised), TaskSpec.FromJson(task.Spec));
            await round.SettleAsync(task.BookmarkId, "", null, cancellationToken);
            return;
        }

        step.Sql.Execute(
            "update work_task set action = @action, superseded_because = @because, revision = revision + 1 where tenant_id = @tenant and id = @id",
            ("action", Action), ("because", $"{step.Actor.Name}已撤回"), ("tenant", step.TenantId), ("id", task.Id));
        await workflows.RewindAsync(task.InstanceId, new Rewind(ActivityOf(step.Sql, step.TenantId, task.Id)) { CancelsOthers = true }, cancellationToken);
        foreach (var asked in again.NewTasks(task.InstanceId, ActivityOf(step.Sql, step.TenantId, task.Id)))
        {
            // The limit runs on as if nothing had been sent.
            step.Sql.Execute(
                "update work_task set assignee_id = @person, created_at = @since, due_at = @due, promised_due_at = @promised where tenant_id = @tenant and id = @id",
                ("person", person), ("since", since), ("due", due), ("promised", promised), ("tenant", step.TenantId), ("id", asked.Id));
            timers.Remove(asked.Id);
            limits.Watch(asked.Id, new TaskDue(due, promised), TaskSpec.FromJson(asked.Spec));
        }
    }

    private (DateTimeOffset Since, DateTimeOffset Due, DateTimeOffset? Promised) Limit(Guid taskId) => step.Sql.Single(
        "select created_at, due_at, promised_due_at from work_task where tenant_id = @tenant and id = @id",
        row => Tuple.Create(row.Instant(0), row.Instant(1), row.InstantOrNull(2)), ("tenant", step.TenantId), ("id", taskId))!.ToValueTuple();

    private static string ActivityOf(Sql sql, string tenantId, Guid taskId) =>
        sql.Scalar<string>("select activity_id from work_task where tenant_id = @tenant and id = @id", ("tenant", tenantId), ("id", taskId))!;
}
