using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Signing;

/// <summary>
/// 减签: takes back somebody who was added and has not acted, with those whom they added. By whoever added them or a system administrator; whoever waited
/// for them gets the task back and still has to decide it.
/// </summary>
public sealed class RemoveSigner(Step step, SignRound round, CaseHistory history, AuditTrail audit, Notify notify)
{
    public async Task RunAsync(Guid taskId, long revision, string reason, CancellationToken cancellationToken)
    {
        var task = TaskAccess.Find(step.Sql, step.TenantId, taskId, forUpdate: true) ?? throw new MissingException();
        var rows = RoundRow.Of(step.Sql, step.TenantId, task.BookmarkId);
        var target = rows.Find(r => r.Id == taskId && r.Sign.Kind != SignKind.Main) ?? throw new MissingException();
        if (!MayRemove(step.Sql, step.TenantId, step.Actor, target))
        {
            throw new MissingException();
        }

        if (!target.Sign.IsPending)
        {
            throw new ConflictException(CompleteTask.AlreadyDecided(task));
        }

        TaskGuard.RequireSeen(step, task, revision);
        HandOnChecks.RequireReason(reason, "请写明减签的理由。");
        var spec = TaskSpec.FromJson(rows.First(r => r.Sign.Kind == SignKind.Main).Spec);
        var tree = new SignTree(spec.Sign, [.. rows.Select(r => r.Sign)]);
        var gone = tree.DescendantsOf(taskId).Select(d => rows.Find(r => r.Id == d.Id)!).Prepend(target).Where(r => r.Sign.IsPending).ToList();
        foreach (var row in gone)
        {
            round.Close(row, $"已由{step.Actor.Name}减签");
            if (row.AssigneeId is { } person)
            {
                notify.Person(person, InboxNotices.SignerRemoved.Say(("title", row.Title), ("who", step.Actor.Name)), $"/inbox/task/{row.Id}", row.CaseId);
            }
        }

        var names = string.Join("、", gone.Select(r => r.Assignee));
        history.Say(task.CaseId, $"{task.Title}：{step.Actor.Name}减签{names}", forApplicant: false, reason);
        audit.Record("task.signer-removed", "task", taskId.ToString(), task.CaseId, names);
        await round.SettleAsync(task.BookmarkId, "减签后已有结果", null, cancellationToken);
    }

    public static bool MayRemove(Sql sql, string tenantId, Actor actor, RoundRow target) =>
        target.AddedBy is { } by && (by == actor.PersonId || sql.Scalar<long>(
            "select count(*) from person where tenant_id = @tenant and id = @id and office = @office",
            ("tenant", tenantId), ("id", actor.PersonId), ("office", AdministratorOffice.System)) > 0);
}
