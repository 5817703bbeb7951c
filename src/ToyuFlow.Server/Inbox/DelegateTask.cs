using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// 委派: a colleague is lent a task for their opinion, then it comes back to its owner, who decides. It is never completed by the delegate, its limit
/// runs on, and nobody decides it while it is out.
/// </summary>
public sealed class DelegateTask(Step step, CaseHistory history, AuditTrail audit, Notify notify)
{
    public void Run(Guid taskId, long revision, Guid to, string reason)
    {
        var held = TaskGuard.Hold(step, taskId, revision);
        var task = held.Row;
        HandOnChecks.RequireAllowed(TaskSpec.FromJson(task.Spec), TaskActs.Delegate, "委派");
        var colleague = HandOnChecks.Choose(
            TaskColleagues.ForDelegation(step.Sql, step.TenantId, task).Where(c => c.Id != held.HolderId), to, "请选择本单位的一位同事。");
        HandOnChecks.RequireReason(reason, "请写明委派的事由，想请对方看什么。");
        TaskGuard.Assign(step, task, to, held.HolderId);
        var who = held.Right.Names(step.Actor.Name);
        step.Sql.Execute(
            """
            insert into task_delegation (tenant_id, id, task_id, owner_id, owner_name, delegate_id, delegate_name, reason, at)
            values (@tenant, @id, @task, @owner, @who, @to, @name, @reason, @now)
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("task", task.Id), ("owner", held.HolderId), ("who", who), ("to", to), ("name", colleague.Name),
            ("reason", reason), ("now", step.Now));
        history.Say(task.CaseId, $"{task.Title}：{who}委派{colleague.Name}出具意见", forApplicant: false, reason);
        audit.Record("task.delegated", "task", task.Id.ToString(), task.CaseId, $"{who} → {colleague.Name}");
        notify.Person(to, InboxNotices.Delegated.Say(("title", task.Title), ("who", who), ("reason", reason)).At(task.StepCode), $"/inbox/task/{task.Id}", task.CaseId);
    }

    /// <summary>The delegate's opinion; the task is the owner's again.</summary>
    public void GiveOpinion(Guid taskId, long revision, string opinion)
    {
        var (task, owner) = Delegated(taskId, revision, person => person.AssigneeId == step.Actor.PersonId, "这项任务没有委派给您，或者已经退回。");
        HandOnChecks.RequireReason(opinion, "请写明您的意见。");
        Return(task, owner, opinion);
        history.Say(task.CaseId, $"{task.Title}：{step.Actor.Name}（受委派）出具意见，退回委派人", forApplicant: false, opinion);
        audit.Record("task.advised", "task", task.Id.ToString(), task.CaseId);
        notify.Person(owner, InboxNotices.Advised.Say(("title", task.Title), ("who", step.Actor.Name)).At(task.StepCode), $"/inbox/task/{task.Id}", task.CaseId);
    }

    /// <summary>The owner takes it back without waiting for the opinion.</summary>
    public void Recall(Guid taskId, long revision)
    {
        var (task, owner) = Delegated(taskId, revision, row => row.OwnerId == step.Actor.PersonId, "只有委派人本人可以收回委派。");
        Return(task, owner, null);
        history.Say(task.CaseId, $"{task.Title}：{step.Actor.Name}收回委派", forApplicant: false);
        audit.Record("task.recalled", "task", task.Id.ToString(), task.CaseId);
        notify.Person(task.AssigneeId!.Value, InboxNotices.Recalled.Say(("title", task.Title), ("who", step.Actor.Name)).At(task.StepCode), $"/inbox/task/{task.Id}", task.CaseId);
    }

    private (TaskRow Task, Guid Owner) Delegated(Guid taskId, long revision, Func<TaskRow, bool> isTheirs, string otherwise)
    {
        var (task, _) = TaskGuard.Find(step, taskId);
        if (task.Status != WorkTaskStatus.Open)
        {
            throw new ConflictException(CompleteTask.AlreadyDecided(task));
        }

        if (task.OwnerId is not { } owner || !isTheirs(task))
        {
            throw new ConflictException(otherwise);
        }

        TaskGuard.RequireSeen(step, task, revision);
        return (task, owner);
    }

    private void Return(TaskRow task, Guid owner, string? opinion)
    {
        TaskGuard.Assign(step, task, owner, null);
        step.Sql.Execute(
            "update task_delegation set opinion = @opinion, returned_at = @now where tenant_id = @tenant and task_id = @task and returned_at is null",
            ("opinion", opinion), ("now", step.Now), ("tenant", step.TenantId), ("task", task.Id));
    }
}
