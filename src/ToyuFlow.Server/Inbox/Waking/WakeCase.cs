using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Waking;

/// <summary>
/// 唤醒: the head of a unit that had a closed case lets it go on at a step that it had reached. The flow that ended stays as it was recorded; a new one of the
/// same version goes on with what was known. The time that the case was closed is no time of its clocks.
/// </summary>
public sealed class WakeCase(
    ToyuDb db, Step step, PackCatalog packs, CaseObstacles obstacles, WorkflowHost workflows, CaseClocks clocks, AskAgain again, CaseHistory history, AuditTrail audit, Notify notify,
    IEnumerable<CaseWoken> listeners, IServiceProvider services)
{
    private const int ShortestReason = 4;

    public async Task RunAsync(WakeOrder order, CancellationToken cancellationToken)
    {
        var file = await RequireAsync(order, cancellationToken);
        var target = WakeTarget.Of(step.Sql, step.TenantId, file.Id).FirstOrDefault(t => t.ActivityId == order.Target)
            ?? throw new InvalidInputException("target", "请选择从哪个环节继续办理。");
        var reason = order.Reason.Trim();
        if (reason.Length is < ShortestReason or > HandOnChecks.LongestReason)
        {
            throw new InvalidInputException("reason", $"请写明唤醒的理由，{ShortestReason} 到 {HandOnChecks.LongestReason} 字；会告知申请人。");
        }

        if (!WakeOrder.Bases.Contains(order.Basis))
        {
            throw new InvalidInputException("basis", "请选择唤醒的依据。");
        }

        clocks.Reopen(file.Id, file.ClosedAt!.Value, "办结期间", $"唤醒：{order.Basis}");
        history.SetStatus(file.Id, file.IsAccepted ? CaseStatus.Accepted : CaseStatus.Submitted);
        history.Say(file.Id, $"经{step.Actor.Name}决定，本件唤醒，从“{target.Title}”继续办理。依据：{order.Basis}。办结期间不计入办理时限。", opinion: reason);
        audit.Record("case.woken", "case", file.Id.ToString(), file.Id, $"{order.Basis} → {target.Title}");
        foreach (var listener in listeners)
        {
            await listener.TellAsync(services, file.Id, cancellationToken);
        }

        var instance = await workflows.GoOnAsync(file.InstanceId!.Value, target.ActivityId, cancellationToken);
        step.Sql.Execute("update case_file set instance_id = @instance where tenant_id = @tenant and id = @id", ("instance", instance), ("tenant", step.TenantId), ("id", file.Id));
        again.Give(instance, target.ActivityId, target.PersonId);
        Tell(file, target, reason);
    }

    /// <summary>Only what was applied for goes on; an order of an authority is given anew.</summary>
    public static bool MayBeWoken(PolicyPack pack, string matterCode, CaseStatus status) =>
        status is CaseStatus.Refused or CaseStatus.Withdrawn && pack.Matters.Any(m => m.Code == matterCode);

    private async Task<Case> RequireAsync(WakeOrder order, CancellationToken cancellationToken)
    {
        step.Sql.Scalar<long?>("select 1 from case_file where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", order.CaseId));
        var file = await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == order.CaseId, cancellationToken) ?? throw new MissingException();
        if (!WakeTarget.UnitsOf(step.Sql, step.TenantId, file.Id).Any(unit => UnitHeads.Of(step.Sql, step.TenantId, unit).Any(h => h.PersonId == step.Actor.PersonId)))
        {
            throw new MissingException();
        }

        if (!MayBeWoken(packs[step.TenantId], file.MatterCode, file.Status))
        {
            throw new ConflictException(file.IsOpen ? "本件正在办理，不用唤醒。" : "只有不予通过或者撤件而办结的申请可以唤醒。");
        }

        if (file.Revision != order.Revision)
        {
            throw new ConflictException("您打开页面之后本件有了变化，请核对后再提交；您填写的内容没有提交。");
        }

        obstacles.RequireNone(step, file.Id);
        await RequireAloneAsync(file, cancellationToken);
        return file;
    }

    /// <summary>An institution has one running application of a matter, but for those that recur.</summary>
    private async Task RequireAloneAsync(Case file, CancellationToken cancellationToken)
    {
        if (!packs[step.TenantId].Recurs(file.MatterCode) && await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(
            c => c.InstitutionId == file.InstitutionId && c.MatterCode == file.MatterCode && c.Id != file.Id
                && (c.Status == CaseStatus.Submitted || c.Status == CaseStatus.Correcting || c.Status == CaseStatus.Accepted || c.Status == CaseStatus.Approved), cancellationToken) is { } other)
        {
            throw new ConflictException($"这家机构已经另行申请了同一事项（{other.Number}），本件不再唤醒，请在那一件中处理。");
        }
    }

    private void Tell(Case file, WakeTarget target, string reason)
    {
        notify.Operators(
            file.InstitutionId, WakingNotices.Woken.Say(("number", file.Number), ("title", file.Title), ("step", target.Title), ("reason", reason)), $"/cases/details/{file.Id}", file.Id);
        foreach (var (person, task) in UrgeCase.Waiting(step.Sql, step.TenantId, file.Id).SelectMany(t => TaskHolders.Of(step, t.AssigneeId, t.PostId).Select(p => (p, t.Id))).DistinctBy(p => p.p))
        {
            notify.Person(person, WakingNotices.ForOfficer.Say(("number", file.Number), ("title", target.Title), ("who", step.Actor.Name), ("reason", reason)), $"/inbox/task/{task}", file.Id);
        }
    }
}

/// <param name="Target">The activity at which it goes on.</param>
/// <param name="Basis">One of <see cref="Bases"/>.</param>
public sealed record WakeOrder(Guid CaseId, long Revision, string Target, string Basis, string Reason)
{
    /// <summary>Keys of the texts.</summary>
    public static readonly IReadOnlyList<string> Bases = ["行政复议决定", "人民法院判决", "上级机关监督纠正", "办理差错", "申请人撤件有误"];
}

/// <summary>What else a woken case needs before its flow goes on, in the same step: what it gave up when it was closed.</summary>
public sealed record CaseWoken(Func<IServiceProvider, Guid, CancellationToken, Task> TellAsync);
