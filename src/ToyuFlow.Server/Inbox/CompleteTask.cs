using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// A person decides a task: checks the right, the revision and the entries, closes the task and lets the flow run on, all in one step.
/// Of many who try at once one wins; the others learn who decided what and when.
/// </summary>
public sealed class CompleteTask(Step step, WorkflowHost workflows, CaseHistory history, Timers timers, AuditTrail audit, IssueCorrectionNotice corrections, IServiceProvider services)
{
    public async Task<TaskOutcome> RunAsync(TaskInput input, CancellationToken cancellationToken)
    {
        var task = TaskAccess.Find(step.Sql, step.TenantId, input.TaskId, forUpdate: true) ?? throw new MissingException();
        var person = step.Actor.PersonId ?? throw new ForbiddenException("只有本人可以办理任务。");
        if (!TaskAccess.MaySee(step.Sql, step.TenantId, person, task))
        {
            throw new MissingException();
        }

        if (task.Status != WorkTaskStatus.Open)
        {
            throw new ConflictException(AlreadyDecided(task));
        }

        if (!TaskAccess.MayAct(step.Sql, step.TenantId, person, task))
        {
            throw new ConflictException("这项任务已由同岗位的同事认领，只能由认领人办理。");
        }

        if (task.Revision != input.Revision)
        {
            throw new ConflictException("您打开页面之后这项任务有了变化，请刷新后再办理；您填写的内容没有提交。");
        }

        var spec = TaskSpec.FromJson(task.Spec);
        var action = TaskChecks.Check(spec, input);
        if (TaskSeparation.Forbids(step.Sql, step.TenantId, person, task, spec))
        {
            throw new ForbiddenException(TaskSeparation.Refusal);
        }

        var answers = TaskChecks.Answers(spec, input);
        Close(task, input, action, answers, person);
        if (action.Effect == "correction")
        {
            corrections.Issue(task.CaseId, input.Opinion, input.Corrections);
        }
        else if (action.Effect == "resubmit")
        {
            // Resolved only here: it needs the change tracker, which a plain decision does without.
            await services.GetRequiredService<AnswerCorrection>().RunAsync(task.CaseId, cancellationToken);
        }

        history.Say(task.CaseId, Sentence(task, action), forApplicant: action.Says is not null, input.Opinion.Length > 0 ? input.Opinion : null);
        if (action.Status is not null)
        {
            history.SetStatus(task.CaseId, Enum.Parse<CaseStatus>(action.Status));
        }

        audit.Record("task.completed", "task", task.Id.ToString(), task.CaseId, action.Label);
        await workflows.ResumeAsync(task.InstanceId, task.BookmarkId, new Dictionary<string, JsonNode?>
        {
            ["Action"] = action.Code,
            ["Opinion"] = input.Opinion,
            ["Answers"] = answers,
            ["TaskId"] = task.Id.ToString(),
        }, cancellationToken);
        return new TaskOutcome(task.CaseId, task.Title, action.Label, NextTasks(task.CaseId));
    }

    public static string AlreadyDecided(TaskRow task) => task.Status == WorkTaskStatus.Cancelled
        ? "这项任务已不再需要办理，流程已经继续。"
        : $"这项任务已由{task.DecidedByName}于 {BeijingTime.Of(task.DecidedAt!.Value):yyyy-MM-dd HH:mm} 办理：{task.ActionLabel}。您的操作没有生效。";

    private void Close(TaskRow task, TaskInput input, TaskAction action, JsonObject answers, Guid person)
    {
        var rows = step.Sql.Execute(
            """
            update work_task set status = 'Done', revision = revision + 1, action = @action, action_label = @label, opinion = @opinion, answers = @answers,
                decided_by = @person, decided_by_name = @who, decided_at = @now
            where tenant_id = @tenant and id = @id and status = 'Open' and revision = @revision
            """,
            ("action", action.Code), ("label", action.Label), ("opinion", input.Opinion), ("answers", answers.ToJsonString(JournalJson.Options)),
            ("person", person), ("who", step.Actor.Name), ("now", step.Now), ("tenant", step.TenantId), ("id", task.Id), ("revision", input.Revision));
        if (rows != 1)
        {
            throw new ConflictException("这项任务刚刚被别人办理了，您的操作没有生效。");
        }

        timers.Remove(task.Id);
    }

    private string Sentence(TaskRow task, TaskAction action)
    {
        var unit = task.UnitId is { } id
            ? step.Sql.Scalar<string>("select name from unit where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", id))
            : null;
        return (action.Says ?? "{unit}：" + task.Title + "，" + action.Label)
            .Replace("{unit}", unit ?? step.Actor.Name, StringComparison.Ordinal)
            .Replace("{who}", step.Actor.Name, StringComparison.Ordinal);
    }

    private List<string> NextTasks(Guid caseId) => step.Sql.List(
        """
        select t.title, coalesce(u.name, t.institution_name) from work_task t
        left join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
        where t.tenant_id = @tenant and t.case_id = @case and t.status = 'Open'
        """,
        row => $"{row.GetString(1)} · {row.GetString(0)}",
        ("tenant", step.TenantId), ("case", caseId));
}
