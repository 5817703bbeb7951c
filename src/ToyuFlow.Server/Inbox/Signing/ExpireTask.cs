using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>
/// The limit of a task has passed: does what its step says. What the system decides is the system's everywhere, never a person's; a round that is
/// undecided even so becomes an incident for an administrator.
/// </summary>
public sealed class ExpireTask(
    Step step, SignRound round, WorkflowHost workflows, FindSigners people, RemindTask remind, CaseClocks clocks, CaseHistory history, AuditTrail audit, Notify notify, FollowSupervision supervision)
{
    public async Task RunAsync(Guid taskId, CancellationToken cancellationToken)
    {
        if (TaskAccess.Find(step.Sql, step.TenantId, taskId, forUpdate: true) is not { Status: WorkTaskStatus.Open or WorkTaskStatus.Waiting } task)
        {
            return;
        }

        CaseHold.RequireNone(task.HeldBecause);
        var spec = TaskSpec.FromJson(task.Spec);
        switch (spec.OnExpiry)
        {
            case ExpiryRule.Remind:
                remind.Run(taskId);
                break;
            case ExpiryRule.Escalate:
                Escalate(task);
                break;
            case ExpiryRule.Pass:
                await DecideAsync(task, spec, Vote.Yes, cancellationToken);
                break;
            case ExpiryRule.Deem:
                await DeemAcceptedAsync(task, spec, cancellationToken);
                break;
            case ExpiryRule.Fail:
                await DecideAsync(task, spec, Vote.No, cancellationToken);
                break;
            case ExpiryRule.Abstain:
                await DecideAsync(task, spec, Vote.Abstain, cancellationToken);
                break;
            default:
                break;
        }
    }

    private Task DecideAsync(TaskRow task, TaskSpec spec, Vote vote, CancellationToken cancellationToken) =>
        task.InRound ? CountAsync(task, vote, cancellationToken) : DecideAloneAsync(task, spec, vote, vote == Vote.Yes ? SignWords.PassedByClock : SignWords.RefusedByClock, cancellationToken);

    private Task DeemAcceptedAsync(TaskRow task, TaskSpec spec, CancellationToken cancellationToken)
    {
        var received = step.Sql.List("select created_at from work_task where tenant_id = @tenant and id = @id", row => row.Instant(0), ("tenant", step.TenantId), ("id", task.Id))[0];
        clocks.CountFrom(received);
        history.Say(task.CaseId, "期满没有一次性告知需要补正的内容，自收到申请材料之日起视为受理（系统）。依据：行政许可法第三十二条。", automatic: true);
        return DecideAloneAsync(task, spec, Vote.Yes, SignWords.DeemedByClock, cancellationToken);
    }

    private async Task DecideAloneAsync(TaskRow task, TaskSpec spec, Vote vote, string label, CancellationToken cancellationToken)
    {
        var action = spec.Actions.FirstOrDefault(a => a.Voice == vote) ?? throw new InvalidOperationException($"“{task.Title}”没有到期可以自动采用的办理结果。");
        Close(task.Id, action.Code, label, null);
        history.Say(task.CaseId, $"{task.Title}：{label}", forApplicant: action.Says is not null, automatic: true);
        if (action.Status is not null)
        {
            history.SetStatus(task.CaseId, Enum.Parse<CaseStatus>(action.Status));
        }

        audit.Record("task.expired", "task", task.Id.ToString(), task.CaseId, label);
        await workflows.ResumeAsync(task.InstanceId, task.BookmarkId, new Dictionary<string, JsonNode?>
        {
            ["Action"] = action.Code,
            ["Opinion"] = label,
            ["Answers"] = new JsonObject(),
            ["TaskId"] = task.Id.ToString(),
        }, cancellationToken);
    }

    /// <summary>Whoever has not signed is counted as the step says, all at once and once.</summary>
    private async Task CountAsync(TaskRow task, Vote vote, CancellationToken cancellationToken)
    {
        var pending = RoundRow.Of(step.Sql, step.TenantId, task.BookmarkId).Where(r => r.Sign.IsPending).ToList();
        foreach (var row in pending)
        {
            Close(row.Id, null, SignWords.ByClock(vote), vote);
        }

        history.Say(task.CaseId, $"{task.Title}：{string.Join("、", pending.Select(r => r.Assignee))}{SignWords.ByClock(vote)}", forApplicant: false, automatic: true);
        audit.Record("task.expired", "task", task.Id.ToString(), task.CaseId, SignWords.ByClock(vote));
        if (await round.SettleAsync(task.BookmarkId, SignWords.ByClock(vote), null, cancellationToken) == SignOutcome.Open)
        {
            await workflows.ResumeAsync(task.InstanceId, task.BookmarkId, new Dictionary<string, JsonNode?>
            {
                [ApprovalTaskActivity.Undecided] = $"“{task.Title}”到期仍没有结果：本人投票的没有达到法定人数。重试将重新发起签办，跳过可以直接选定结果。",
            }, cancellationToken);
        }
    }

    private void Escalate(TaskRow task)
    {
        var head = task.UnitId is { } unit ? people.HeadOf(unit) : null;
        if (task.Status != WorkTaskStatus.Open || head is null || head.PersonId == task.AssigneeId
            || (task.InRound && RoundRow.Of(step.Sql, step.TenantId, task.BookmarkId).Exists(r => r.Concerns(head.PersonId))))
        {
            remind.Run(task.Id);
            return;
        }

        TaskGuard.Assign(step, task, head.PersonId, null);
        KeptDraft.Drop(step, task.Id);
        supervision.TaskMoved(task.Id, task.AssigneeId, head.PersonId);
        history.Say(task.CaseId, $"{task.Title}：超时，自动转由单位负责人{head.Name}办理（系统）", forApplicant: false, automatic: true);
        audit.Record("task.escalated", "task", task.Id.ToString(), task.CaseId, head.Name);
        notify.Person(head.PersonId, InboxNotices.Escalated.Say(("title", task.Title)).At(task.StepCode), $"/inbox/task/{task.Id}", task.CaseId);
    }

    private void Close(Guid taskId, string? action, string label, Vote? vote)
    {
        step.Sql.Execute(
            """
            update work_task set status = 'Done', revision = revision + 1, action = @action, action_label = @label, opinion = '', answers = '{}', decided_by = null,
                decided_by_name = @who, decided_at = @now, vote = @vote, is_automatic = @yes, closed_because = @label
            where tenant_id = @tenant and id = @id
            """,
            ("action", action), ("label", label), ("who", Actor.SystemName), ("now", step.Now), ("vote", vote), ("yes", true), ("tenant", step.TenantId), ("id", taskId));
        step.Sql.Execute("delete from timer where tenant_id = @tenant and subject_id = @id", ("tenant", step.TenantId), ("id", taskId));
        KeptDraft.Drop(step, taskId);
    }
}
