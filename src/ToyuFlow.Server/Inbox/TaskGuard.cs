using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>A task that the person of the step may act on, and in whose right.</summary>
public sealed record HeldTask(TaskRow Row, Guid PersonId, TaskRight Right)
{
    /// <summary>The officer whose task it is: the person, or whom they act for.</summary>
    public Guid HolderId => Right.PrincipalId ?? PersonId;

    /// <summary>Closes the task with what was decided; its timers go with it. Of two at once the second is refused.</summary>
    public void Close(Step step, Timers timers, Decision decision)
    {
        var rows = step.Sql.Execute(
            """
            update work_task set status = 'Done', revision = revision + 1, action = @action, action_label = @label, opinion = @opinion, answers = @answers,
                decided_by = @person, decided_by_name = @who, decided_for = @for, decided_at = @now, vote = @vote
            where tenant_id = @tenant and id = @id and status = 'Open' and revision = @revision
            """,
            ("action", decision.Action), ("label", decision.Label), ("opinion", decision.Opinion), ("answers", decision.Answers.ToJsonString(JournalJson.Options)),
            ("person", PersonId), ("who", Right.Names(step.Actor.Name)), ("for", Right.PrincipalId), ("now", step.Now), ("vote", decision.Voice), ("tenant", step.TenantId), ("id", Row.Id),
            ("revision", Row.Revision));
        if (rows != 1)
        {
            throw new ConflictException("这项任务刚刚被别人办理了，您的操作没有生效。");
        }

        timers.Remove(Row.Id);
        KeptDraft.Drop(step, Row.Id);
    }
}

public sealed record Decision(string Action, string Label, string Opinion)
{
    public JsonObject Answers { get; init; } = [];

    /// <summary>One voice of a round.</summary>
    public Vote? Voice { get; init; }
}

/// <summary>What is asked before any act on a task: is it there for the person, still open, theirs to act on, and as they saw it.</summary>
public static class TaskGuard
{
    public static HeldTask Hold(Step step, Guid taskId, long revision)
    {
        var held = Hold(step, taskId);
        RequireSeen(step, held.Row, revision);
        return held;
    }

    /// <summary>For what does no harm to a task that has changed meanwhile.</summary>
    public static HeldTask Hold(Step step, Guid taskId)
    {
        var (task, person) = Find(step, taskId);
        if (task.Status == WorkTaskStatus.Waiting)
        {
            throw new ConflictException("这项任务正在等待其他签办人，轮到您时会回到待办。");
        }

        if (task.Status != WorkTaskStatus.Open)
        {
            throw new ConflictException(CompleteTask.AlreadyDecided(task));
        }

        if (TaskAccess.MayAct(step.Sql, step.TenantId, person, task, step.Now) is not { } right)
        {
            throw new ConflictException(HeldByOther(task));
        }

        return new HeldTask(task, person, right);
    }

    /// <summary>Why somebody who may know of an open task may not act on it.</summary>
    public static string HeldByOther(TaskRow task) => task.OwnerId is null
        ? "这项任务已由同岗位的同事认领，只能由认领人办理。"
        : "这项任务已委派出去，等对方出具意见退回后才能办理。";

    /// <summary>The task and the person, who at least may know of it.</summary>
    public static (TaskRow Task, Guid Person) Find(Step step, Guid taskId)
    {
        var task = TaskAccess.Find(step.Sql, step.TenantId, taskId, forUpdate: true) ?? throw new MissingException();
        var person = step.Actor.PersonId ?? throw new ForbiddenException("只有本人可以办理任务。");
        return TaskAccess.MaySee(step.Sql, step.TenantId, person, task, step.Now) ? (task, person) : throw new MissingException();
    }

    /// <summary>As the person saw it, and nothing of the case held.</summary>
    public static void RequireSeen(Step step, TaskRow task, long revision)
    {
        CaseHold.RequireNone(task.HeldBecause);
        if (task.Revision != revision)
        {
            throw new ConflictException($"您打开页面之后这项任务有了变化{LastChange(step.Sql, step.TenantId, task)}，请刷新后再办理；您填写的内容没有提交。");
        }
    }

    /// <summary>Gives the task to somebody; the limit and its reminders stay, they follow whoever has it.</summary>
    public static void Assign(Step step, TaskRow task, Guid? assignee, Guid? owner)
    {
        var rows = step.Sql.Execute(
            "update work_task set assignee_id = @assignee, owner_id = @owner, revision = revision + 1 where tenant_id = @tenant and id = @id and status in ('Open', 'Waiting') and revision = @revision",
            ("assignee", assignee), ("owner", owner), ("tenant", step.TenantId), ("id", task.Id), ("revision", task.Revision));
        if (rows != 1)
        {
            throw new ConflictException("这项任务刚刚被别人办理了，您的操作没有生效。");
        }
    }

    /// <summary>Who did what to the task last, in brackets; empty when nothing is on record.</summary>
    public static string LastChange(Sql sql, string tenantId, TaskRow task) => sql.Single(
        "select who, at, action from audit_entry where tenant_id = @tenant and case_id = @case and subject_id = @task order by at desc, id desc limit 1",
        row => $"（{row.GetString(0)}于 {BeijingTime.Of(row.Instant(1)):yyyy-MM-dd HH:mm} {AuditWords.Action(row.GetString(2))}）",
        ("tenant", tenantId), ("case", task.CaseId), ("task", task.Id.ToString())) ?? "";
}
