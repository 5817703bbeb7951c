using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Tolerance;
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
        var held = TaskGuard.Hold(step, input.TaskId, input.Revision);
        var task = held.Row;
        var spec = TaskSpec.FromJson(task.Spec);
        var action = TaskChecks.Check(spec, input);
        if (TaskSeparation.Forbids(step.Sql, step.TenantId, held.PersonId, held.Right, task, spec))
        {
            throw new ForbiddenException(TaskSeparation.Refusal);
        }

        if (GapGuard.Concerns(spec))
        {
            services.GetRequiredService<GapGuard>().Require(task.CaseId, spec, action);
        }

        if (action.Voice == Vote.No)
        {
            RenewalGuard.RequireUndecidedByLaw(step, task.CaseId, action.Label);
        }

        var answers = TaskChecks.Answers(spec, input);
        if (task.InRound)
        {
            var round = services.GetRequiredService<SignRound>();
            round.RequireFirstVoice(held);
            if (action.Voice is { } voice)
            {
                return await SignAsync(round, held, input, action, voice, answers, cancellationToken);
            }

            round.Leave(task.BookmarkId, $"由{held.Right.Names(step.Actor.Name)}{action.Label}", except: task.Id);
        }

        held.Close(step, timers, new Decision(action.Code, action.Label, input.Opinion) { Answers = answers });
        if (action.Effect == "correction")
        {
            corrections.Issue(task.CaseId, input.Opinion, input.Corrections);
        }
        else if (action.Effect == "resubmit")
        {
            // Resolved only here: it needs the change tracker, which a plain decision does without.
            await services.GetRequiredService<AnswerCorrection>().RunAsync(task.CaseId, cancellationToken);
        }

        history.Say(task.CaseId, Sentence(held, action), forApplicant: action.Says is not null, input.Opinion.Length > 0 ? input.Opinion : null);
        if (action.Status is not null)
        {
            history.SetStatus(task.CaseId, Enum.Parse<CaseStatus>(action.Status));
        }

        Record(held, action);
        await workflows.ResumeAsync(task.InstanceId, task.BookmarkId, new Dictionary<string, JsonNode?>
        {
            ["Action"] = action.Code,
            ["Opinion"] = input.Opinion,
            ["Answers"] = answers,
            ["TaskId"] = task.Id.ToString(),
        }, cancellationToken);
        return new TaskOutcome(task.CaseId, task.Title, action.Label, NextTasks(task.CaseId));
    }

    /// <summary>One voice of several: the case goes on only when the round is decided, and only then is the applicant told.</summary>
    private async Task<TaskOutcome> SignAsync(SignRound round, HeldTask held, TaskInput input, TaskAction action, Vote voice, JsonObject answers, CancellationToken cancellationToken)
    {
        var task = held.Row;
        held.Close(step, timers, new Decision(action.Code, action.Label, input.Opinion) { Answers = answers, Voice = voice });
        history.Say(task.CaseId, $"{task.Title}：{held.Right.Names(step.Actor.Name)}签署“{action.Label}”", forApplicant: false, input.Opinion.Length > 0 ? input.Opinion : null);
        Record(held, action);
        await round.SettleAsync(task.BookmarkId, $"由{held.Right.Names(step.Actor.Name)}决定：{action.Label}", task.Id, cancellationToken);
        return new TaskOutcome(task.CaseId, task.Title, action.Label, NextTasks(task.CaseId));
    }

    private void Record(HeldTask held, TaskAction action) =>
        audit.Record("task.completed", "task", held.Row.Id.ToString(), held.Row.CaseId, held.Right.PrincipalName is { } principal ? $"{action.Label}（代 {principal}）" : action.Label);

    public static string AlreadyDecided(TaskRow task) => task.Status switch
    {
        WorkTaskStatus.Cancelled => "这项任务已不再需要办理，流程已经继续。",
        WorkTaskStatus.Waiting => "现在由其他签办人先办，轮到您时任务会回到待办。",
        _ => $"这项任务已由{task.DecidedByName}于 {BeijingTime.Of(task.DecidedAt!.Value):yyyy-MM-dd HH:mm} 办理：{task.ActionLabel}。您的操作没有生效。",
    };

    private string Sentence(HeldTask held, TaskAction action)
    {
        var task = held.Row;
        var who = held.Right.Names(step.Actor.Name);
        var unit = task.UnitId is { } id
            ? step.Sql.Scalar<string>("select name from unit where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", id))
            : null;
        return (action.Says ?? "{unit}：" + task.Title + "，" + action.Label)
            .Replace("{unit}", unit ?? who, StringComparison.Ordinal)
            .Replace("{who}", who, StringComparison.Ordinal);
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
