using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>认领 a task of one's post, or give it back to the post (退回岗位).</summary>
public sealed class ClaimTask(Step step, AuditTrail audit)
{
    public void Claim(Guid taskId)
    {
        var task = Open(taskId);
        if (TaskAccess.MayAct(step.Sql, step.TenantId, step.Actor.PersonId!.Value, task, step.Now) is not { } right)
        {
            throw new ConflictException(TaskGuard.HeldByOther(task));
        }

        if (task.AssigneeId is null)
        {
            // A substitute claims for the principal: both go on seeing it, and either may finish it.
            Assign(task, right.PrincipalId ?? step.Actor.PersonId, "task.claimed");
        }
    }

    /// <summary>Claims what can be claimed; what a colleague was faster with is counted and left alone.</summary>
    public ClaimOutcome ClaimAll(IReadOnlyCollection<Guid> taskIds)
    {
        var (claimed, taken) = (0, 0);
        foreach (var id in taskIds.Distinct())
        {
            try
            {
                Claim(id);
                claimed++;
            }
            catch (ConflictException)
            {
                taken++;
            }
        }

        return new ClaimOutcome(claimed, taken);
    }

    public void Release(Guid taskId)
    {
        var task = Open(taskId);
        if (task.AssigneeId is null || TaskAccess.MayAct(step.Sql, step.TenantId, step.Actor.PersonId!.Value, task, step.Now) is null)
        {
            throw new ForbiddenException("只有认领人本人可以把任务放回岗位。");
        }

        if (task.InRound)
        {
            throw new ConflictException("这一步由多人签办，任务是指定给您的，不能放回岗位；需要换人时请转办。");
        }

        Assign(task, null, "task.released");
        KeptDraft.Drop(step, task.Id);
    }

    private TaskRow Open(Guid taskId)
    {
        var task = TaskAccess.Find(step.Sql, step.TenantId, taskId, forUpdate: true);
        if (task is null || task.PostId is null || !TaskAccess.MaySee(step.Sql, step.TenantId, step.Actor.PersonId ?? Guid.Empty, task, step.Now))
        {
            throw new MissingException();
        }

        CaseHold.RequireNone(task.HeldBecause);
        return task.Status == WorkTaskStatus.Open ? task : throw new ConflictException(CompleteTask.AlreadyDecided(task));
    }

    private void Assign(TaskRow task, Guid? assignee, string action)
    {
        step.Sql.Execute(
            "update work_task set assignee_id = @assignee, revision = revision + 1 where tenant_id = @tenant and id = @id and status = 'Open'",
            ("assignee", assignee), ("tenant", step.TenantId), ("id", task.Id));
        audit.Record(action, "task", task.Id.ToString(), task.CaseId);
    }
}

/// <param name="Taken">Claimed or decided by somebody else meanwhile.</param>
public sealed record ClaimOutcome(int Claimed, int Taken);
