using System.Text.Json.Nodes;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Drafts;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>
/// Brings a round to rest after anything changed in it: whose turn it is gets their task, who need not act any more loses it, and once the outcome
/// is certain the flow runs on. All of it follows from the rows; nothing else remembers a vote.
/// </summary>
public sealed class SignRound(Step step, WorkflowHost workflows, CaseHistory history, Timers timers, TaskLimits limits, Notify notify)
{
    /// <summary>A second voice is refused: nobody signs a round twice, not for themselves and as a substitute either.</summary>
    public void RequireFirstVoice(HeldTask held)
    {
        var mine = RoundRow.Of(step.Sql, step.TenantId, held.Row.BookmarkId);
        if (mine.Exists(r => r.HasDecided(held.PersonId)))
        {
            throw new ConflictException("您在这一轮已经签过意见，一个人只签一次；这一份请由本人或转办给别的同志办理。");
        }

        if (held.Right.PrincipalId is { } principal && mine.Exists(r => r.HasDecided(principal)))
        {
            throw new ConflictException($"{held.Right.PrincipalName}在这一轮已经签过意见（本人或由别人代签），不能再代签。");
        }
    }

    /// <param name="because">What is told to those who need not act any more.</param>
    /// <param name="last">The task that was just decided; null when nobody decided.</param>
    public async Task<SignOutcome> SettleAsync(Guid bookmarkId, string because, Guid? last, CancellationToken cancellationToken)
    {
        var rows = RoundRow.Of(step.Sql, step.TenantId, bookmarkId);
        var spec = TaskSpec.FromJson(rows.First(r => r.Sign.Kind == SignKind.Main).Spec);
        var tree = new SignTree(spec.Sign, [.. rows.Select(r => r.Sign)]);
        foreach (var row in rows.Where(r => r.Sign.IsPending))
        {
            Place(row, tree, spec, because);
        }

        if (tree.Tally.Outcome != SignOutcome.Open)
        {
            await GoOnAsync(bookmarkId, new SignResult(spec, RoundRow.Of(step.Sql, step.TenantId, bookmarkId), tree.Tally.Outcome, last), cancellationToken);
        }

        return tree.Tally.Outcome;
    }

    /// <summary>One signer decides alone (退回, 补正): the others need not act.</summary>
    public void Leave(Guid bookmarkId, string because, Guid except)
    {
        foreach (var row in RoundRow.Of(step.Sql, step.TenantId, bookmarkId).Where(r => r.Sign.IsPending && r.Id != except))
        {
            Close(row, because);
        }
    }

    public void Close(RoundRow row, string because)
    {
        step.Sql.Execute(
            "update work_task set status = 'Cancelled', closed_because = @because, decided_at = @now, revision = revision + 1 where tenant_id = @tenant and id = @id",
            ("because", because), ("now", step.Now), ("tenant", step.TenantId), ("id", row.Id));
        timers.Remove(row.Id);
        KeptDraft.Drop(step, row.Id);
    }

    private void Place(RoundRow row, SignTree tree, TaskSpec spec, string because)
    {
        if (!tree.IsNeeded(row.Sign))
        {
            Close(row, because);
            return;
        }

        var isTurn = tree.IsTurnOf(row.Sign);
        if (isTurn && row.Sign.Status == WorkTaskStatus.Waiting)
        {
            Open(row, spec);
        }
        else if (!isTurn && row.Sign.Status == WorkTaskStatus.Open)
        {
            step.Sql.Execute(
                "update work_task set status = 'Waiting', revision = revision + 1 where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", row.Id));
            timers.Remove(row.Id, ReminderDays.Timer);
        }
    }

    private void Open(RoundRow row, TaskSpec spec)
    {
        var due = spec.Sign is { Mode: SignMode.Sequence, LimitPerPerson: true } && row.Sign.HasVoice
            ? limits.DueAt(row.CaseId, spec.Limit)
            : new TaskDue(row.DueAt, row.PromisedDueAt);
        step.Sql.Execute(
            "update work_task set status = 'Open', created_at = @now, due_at = @due, promised_due_at = @promised, revision = revision + 1 where tenant_id = @tenant and id = @id",
            ("now", step.Now), ("due", due.Law), ("promised", due.Promise), ("tenant", step.TenantId), ("id", row.Id));
        timers.Remove(row.Id);
        limits.Watch(row.Id, due, spec);
        if (row.AssigneeId is { } person)
        {
            notify.Person(person, InboxNotices.Turn.Say(("title", row.Title)), $"/inbox/task/{row.Id}", row.CaseId);
        }
    }

    private async Task GoOnAsync(Guid bookmarkId, SignResult result, CancellationToken cancellationToken)
    {
        var (action, root) = (result.Action, result.Root);
        history.Say(root.CaseId, result.Sentence, forApplicant: action.Says is not null, opinion: null, automatic: result.IsAutomatic);
        if (action.Status is not null)
        {
            history.SetStatus(root.CaseId, Enum.Parse<CaseStatus>(action.Status));
        }

        await workflows.ResumeAsync(root.InstanceId, bookmarkId, new Dictionary<string, JsonNode?>
        {
            ["Action"] = action.Code,
            ["Opinion"] = result.Opinion,
            ["Answers"] = result.Answers,
            ["TaskId"] = result.Deciding.Id.ToString(),
            ["Signatures"] = new JsonArray([.. result.Signed.Select(r => r.Signature())]),
        }, cancellationToken);
    }
}
