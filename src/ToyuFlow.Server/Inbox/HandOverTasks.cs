using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// 离职移交: all open tasks of one officer go to another, with a report of each. What the other may not hold goes back to its post, so that nothing
/// stays with somebody who is gone; substitution by and for the one who leaves ends.
/// </summary>
public sealed class HandOverTasks(Step step, CaseHistory history, AuditTrail audit, Notify notify, FollowSupervision supervision)
{
    public HandOverReport Run(Guid from, Guid to, string reason)
    {
        RequireSystemAdministrator();
        var (leaving, staying) = (Officer(from) ?? throw new MissingException(), Officer(to));
        if (staying is null || from == to)
        {
            throw new InvalidInputException("to", "请选择另一位在岗的工作人员。");
        }

        HandOnChecks.RequireReason(reason, "请写明移交的原因。");
        var lines = step.Sql.List(
            """
            select t.id, t.title, t.case_number, t.assignee_id, t.owner_id from work_task t
            where t.tenant_id = @tenant and t.status in ('Open', 'Waiting') and t.for_applicant = @no and (t.assignee_id = @from or t.owner_id = @from) order by t.due_at, t.id
            """,
            row => new HeldLine(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GuidOrNull(3), row.GuidOrNull(4)),
            ("tenant", step.TenantId), ("no", false), ("from", from)).ConvertAll(held => Move(held, from, leaving, to, staying));
        supervision.PersonLeaves(from, to);
        var ended = step.Sql.Execute(
            "update substitution set ended_at = @now where tenant_id = @tenant and (principal_id = @from or substitute_id = @from) and ended_at is null and valid_until > @now",
            ("now", step.Now), ("tenant", step.TenantId), ("from", from));
        audit.Record("person.handed-over", "person", from.ToString(), detail: $"{leaving} → {staying}：{lines.Count(l => l.Result == HandOverResult.Given)}/{lines.Count}。{reason}");
        if (lines.Exists(l => l.Result == HandOverResult.Given))
        {
            notify.Person(to, InboxNotices.HandedOver.Say(("who", leaving), ("count", $"{lines.Count(l => l.Result == HandOverResult.Given)}")), "/inbox?scope=Mine");
        }

        return new HandOverReport(leaving, staying, lines, ended);
    }

    private void RequireSystemAdministrator()
    {
        if (step.Sql.Scalar<long>(
            "select count(*) from person where tenant_id = @tenant and id = @me and office = @system and is_disabled = @no",
            ("tenant", step.TenantId), ("me", step.Actor.PersonId), ("system", AdministratorOffice.System), ("no", false)) == 0)
        {
            throw new ForbiddenException("离职移交由系统管理员办理。");
        }
    }

    private HandOverLine Move(HeldLine held, Guid from, string leaving, Guid to, string staying)
    {
        var task = TaskAccess.Find(step.Sql, step.TenantId, held.Id, forUpdate: true)!;
        if (task.OwnerId is not null && task.AssigneeId == from)
        {
            // Lent to the one who leaves: it goes home.
            TaskGuard.Assign(step, task, task.OwnerId, null);
            return Note(held, task, HandOverResult.Returned, $"{held.Title}：{leaving}移交工作，委派退回");
        }

        var mayHold = task.PostId is { } post && step.Sql.Scalar<long>(
            "select count(*) from post_holder where tenant_id = @tenant and person_id = @person and post_id = @post", ("tenant", step.TenantId), ("person", to), ("post", post)) > 0
            && !(task.InRound && RoundRow.Of(step.Sql, step.TenantId, task.BookmarkId).Exists(r => r.Concerns(to)))
            && !TaskSeparation.Forbids(step.Sql, step.TenantId, to, task, TaskSpec.FromJson(task.Spec));
        if (!mayHold)
        {
            TaskGuard.Assign(step, task, null, null);
            return Note(held, task, HandOverResult.BackToPost, $"{held.Title}：{leaving}移交工作，退回岗位");
        }

        // While it is out for an opinion only the owner changes; fetched back if it was the new one who was asked.
        var isOut = task.OwnerId is not null && task.AssigneeId != to;
        TaskGuard.Assign(step, task, isOut ? task.AssigneeId : to, isOut ? to : null);
        return Note(held, task, HandOverResult.Given, $"{held.Title}：由{leaving}移交给{staying}");
    }

    private HandOverLine Note(HeldLine held, TaskRow task, HandOverResult result, string sentence)
    {
        if (result != HandOverResult.Returned)
        {
            KeptDraft.Drop(step, task.Id);
        }

        history.Say(task.CaseId, sentence, forApplicant: false);
        audit.Record("task.handed-over", "task", task.Id.ToString(), task.CaseId, result.ToString());
        return new HandOverLine(held.Title, held.CaseNumber, result);
    }

    private string? Officer(Guid id) => step.Sql.Scalar<string>(
        "select display_name from person where tenant_id = @tenant and id = @id and kind = 'Officer'", ("tenant", step.TenantId), ("id", id));

    private sealed record HeldLine(Guid Id, string Title, string CaseNumber, Guid? AssigneeId, Guid? OwnerId);
}

public enum HandOverResult
{
    Given,

    /// <summary>The other does not hold the post, or decided an earlier step that must lie in other hands.</summary>
    BackToPost,

    /// <summary>It was lent to the one who leaves.</summary>
    Returned,
}

public sealed record HandOverLine(string Title, string CaseNumber, HandOverResult Result);

public sealed record HandOverReport(string From, string To, IReadOnlyList<HandOverLine> Lines, int SubstitutionsEnded);
