using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Inbox.Returning;

/// <summary>
/// 退回: an officer sends the case back to a step that it has passed. It is internal, neither a correction (补正) nor a refusal (不予): the applicant is
/// told nothing and the limits of the case run on. One officer alone decides it, also in a round. What was decided meanwhile stays as history.
/// </summary>
public sealed class ReturnTask(Step step, WorkflowHost workflows, ReturnTargets targets, AskAgain again, SignRound round, CaseHistory history, Timers timers, AuditTrail audit)
{
    /// <summary>The action of the task that sent the case back.</summary>
    public const string Action = "$return";

    public async Task RunAsync(Guid taskId, ReturnOrder order, CancellationToken cancellationToken)
    {
        var held = TaskGuard.Hold(step, taskId, order.Revision);
        var (task, spec) = (held.Row, TaskSpec.FromJson(held.Row.Spec));
        HandOnChecks.RequireAllowed(spec, TaskActs.Return, "退回");
        HandOnChecks.RequireReason(order.Reason, "请写明退回的理由，要对方重新办理什么。");
        var target = targets.Of(step.Sql, step.TenantId, task).FirstOrDefault(t => t.ActivityId == order.Target)
            ?? throw new InvalidInputException("target", "请选择要退回的环节；流程有变化时请刷新页面。");
        if (target.Others.Count > 0 && !order.CancelsOthers)
        {
            throw new InvalidInputException("others", $"退回到“{target.Title}”要同时停下正在并行办理的：{string.Join("、", target.Others)}。请勾选确认，或退回到本分支内的环节。");
        }

        var who = held.Right.Names(step.Actor.Name);
        var because = $"{who}退回至“{target.Title}”";
        if (task.InRound)
        {
            round.RequireFirstVoice(held);
            round.Leave(task.BookmarkId, because, except: task.Id);
        }

        held.Close(step, timers, new Decision(Action, $"退回至“{target.Title}”", order.Reason));
        again.Supersede(task.InstanceId, target.DecidedAt, because);
        history.Say(task.CaseId, $"{task.Title}：{because}", forApplicant: false, order.Reason);
        audit.Record("task.returned", "task", task.Id.ToString(), task.CaseId, $"{who} → {target.Title}");
        var comesBack = order.ComesBack && target.Others.Count == 0;
        await workflows.RewindAsync(
            task.InstanceId, new Rewind(target.ActivityId) { FromBookmarkId = task.BookmarkId.ToString(), CancelsOthers = order.CancelsOthers, ComesBack = comesBack }, cancellationToken);
        again.Address(task, target, new ReturnNote(who, task.Title, order.Reason, comesBack));
    }
}

/// <param name="Target">The activity to go back to.</param>
/// <param name="ComesBack">Straight back to whoever sends it, instead of through every step between.</param>
/// <param name="CancelsOthers">Other branches may be given up.</param>
public sealed record ReturnOrder(long Revision, string Target, string Reason, bool ComesBack, bool CancelsOthers);
