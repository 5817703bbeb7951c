using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>转办: a task gets a new owner for good. The limit runs on, the reminders go to whoever has it.</summary>
public sealed class TransferTask(Step step, CaseHistory history, AuditTrail audit, Notify notify, FollowSupervision supervision)
{
    public void Run(Guid taskId, long revision, Guid to, string reason)
    {
        var held = TaskGuard.Hold(step, taskId, revision);
        var task = held.Row;
        var spec = TaskSpec.FromJson(task.Spec);
        HandOnChecks.RequireAllowed(spec, TaskActs.Transfer, "转办");
        var colleague = HandOnChecks.Choose(TaskColleagues.ForTransfer(step.Sql, step.TenantId, task, spec), to, "请选择可以办理这项任务的同事。");
        HandOnChecks.RequireReason(reason, "请写明转办的理由。");
        TaskGuard.Assign(step, task, to, null);
        KeptDraft.Drop(step, task.Id);
        supervision.TaskMoved(task.Id, held.HolderId, to);
        var who = held.Right.Names(step.Actor.Name);
        history.Say(task.CaseId, $"{task.Title}：由{who}转办给{colleague.Name}", forApplicant: false, reason);
        audit.Record("task.transferred", "task", task.Id.ToString(), task.CaseId, $"{who} → {colleague.Name}");
        notify.Person(to, InboxNotices.Transferred.Say(("title", task.Title), ("who", who), ("reason", reason)).At(task.StepCode), $"/inbox/task/{task.Id}", task.CaseId);
    }
}
