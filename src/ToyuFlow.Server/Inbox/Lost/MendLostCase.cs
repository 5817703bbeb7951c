using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Lost;

/// <summary>Mends what needs no decision: a task goes back to its post, a wait gets its timer again. What the case asks for is decided by nobody here.</summary>
public sealed class MendLostCase(Step step, InstanceStore instances, Timers timers, CaseHistory history, Notify notify, AuditTrail audit)
{
    public void Run(Guid subjectId)
    {
        var lost = LostCases.Run(step.Sql, step.TenantId).FirstOrDefault(l => l.SubjectId == subjectId && l.MayBeMended)
            ?? throw new ConflictException("这一件已经恢复正常，不用再处理。");
        if (lost.Kind == LostKind.AssigneeGone)
        {
            GiveToPost(lost);
        }
        else
        {
            SetTimer(lost);
        }

        audit.Record("case.mended", "case", lost.CaseId.ToString(), lost.CaseId, lost.What);
    }

    private void GiveToPost(LostCase lost)
    {
        step.Sql.Execute(
            "update work_task set assignee_id = null, owner_id = null, revision = revision + 1 where tenant_id = @tenant and id = @id and status = 'Open'",
            ("tenant", step.TenantId), ("id", lost.SubjectId));
        KeptDraft.Drop(step, lost.SubjectId);
        history.Say(lost.CaseId, "任务原办理人已不在岗，管理员将任务放回岗位。", forApplicant: false);
        if (TaskAccess.Find(step.Sql, step.TenantId, lost.SubjectId) is { PostId: { } post } task)
        {
            notify.PostHolders(post, InboxNotices.Reopened.Say(("title", task.Title), ("number", lost.CaseNumber)).At(task.StepCode), $"/inbox/task/{task.Id}", lost.CaseId);
        }
    }

    private void SetTimer(LostCase lost)
    {
        var due = instances.Load(lost.InstanceId!.Value).State.Bookmarks.First(b => Guid.Parse(b.Id) == lost.SubjectId).DueAt!.Value;
        timers.Set(InstanceStore.BookmarkTimer, lost.SubjectId, due, new() { ["instance"] = lost.InstanceId!.Value.ToString() });
    }
}
