using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>What becomes of a withdrawal that was asked for: a head of the responsible unit approves or refuses it, or the applicant takes it back.</summary>
public sealed class DecideWithdrawal(
    ToyuDb db, Step step, CaseObstacles obstacles, WithdrawalPause pause, EndWithdrawnCase end, CaseHistory history, AuditTrail audit, Notify notify)
{
    public async Task ApproveAsync(Guid id, string opinion, CancellationToken cancellationToken)
    {
        var request = await RequireAsync(id, cancellationToken);
        RequireHead(request);
        obstacles.RequireNone(step, request.CaseId);
        Settle(request, WithdrawalStatus.Approved, opinion);
        history.Say(request.CaseId, $"{step.Actor.Name}同意撤件（{request.Number}）。", opinion: request.Opinion.Length > 0 ? request.Opinion : null);
        await db.SaveChangesAsync(cancellationToken);
        await end.RunAsync(await CaseOfAsync(request, cancellationToken), request, cancellationToken);
    }

    public async Task RefuseAsync(Guid id, string opinion, CancellationToken cancellationToken)
    {
        var request = await RequireAsync(id, cancellationToken);
        RequireHead(request);
        HandOnChecks.RequireReason(opinion.Trim(), "不同意撤件时要写明理由，会告知申请人。");
        Settle(request, WithdrawalStatus.Refused, opinion);
        await GoOnAsync(request, $"{step.Actor.Name}不同意撤件（{request.Number}），本件继续办理，恢复计时。", request.Opinion, cancellationToken);
        var file = await CaseOfAsync(request, cancellationToken);
        notify.Operators(
            file.InstitutionId, WithdrawalNotices.Refused.Say(("number", file.Number), ("title", file.Title), ("reason", request.Opinion)), WithdrawalDetailsModel.PathOf(id), file.Id);
        TellOfficers(file);
    }

    public async Task RetractAsync(Guid id, CancellationToken cancellationToken)
    {
        var request = await RequireAsync(id, cancellationToken);
        var file = await CaseOfAsync(request, cancellationToken);
        if (!await db.Set<InstitutionOperator>().AnyAsync(o => o.InstitutionId == file.InstitutionId && o.PersonId == step.Actor.PersonId, cancellationToken))
        {
            throw new MissingException();
        }

        Settle(request, WithdrawalStatus.Retracted, "");
        await GoOnAsync(request, $"申请人收回撤件申请（{request.Number}），本件继续办理，恢复计时。", null, cancellationToken);
        TellOfficers(file, UnitHeads.Of(step.Sql, step.TenantId, request.UnitId).Select(h => h.PersonId));
    }

    private async Task<WithdrawalRequest> RequireAsync(Guid id, CancellationToken cancellationToken)
    {
        step.Sql.Scalar<long?>("select 1 from withdrawal_request where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", id));
        var request = await db.Set<WithdrawalRequest>().FirstOrDefaultAsync(w => w.Id == id, cancellationToken) ?? throw new MissingException();
        return request.Status == WithdrawalStatus.Asked
            ? request
            : throw new ConflictException($"这份撤件申请已由{request.DecidedByName ?? Actor.SystemName}于 {BeijingTime.Of(request.DecidedAt!.Value):yyyy-MM-dd HH:mm} 处理：{WithdrawalLine.WordsOf(request.Status)}。您的操作没有生效。");
    }

    private void RequireHead(WithdrawalRequest request)
    {
        if (!UnitHeads.Of(step.Sql, step.TenantId, request.UnitId).Any(h => h.PersonId == step.Actor.PersonId))
        {
            throw new ForbiddenException("撤件由办理单位的负责人决定。");
        }
    }

    private void Settle(WithdrawalRequest request, WithdrawalStatus status, string opinion)
    {
        var text = opinion.Trim();
        HandOnChecks.RequireShort(text);
        (request.Status, request.DecidedByName, request.DecidedAt, request.Opinion) = (status, step.Actor.Name, step.Now, text);
        audit.Record($"withdrawal.{status.ToString().ToLowerInvariant()}", "case", request.CaseId.ToString(), request.CaseId, request.Number);
    }

    private async Task GoOnAsync(WithdrawalRequest request, string sentence, string? opinion, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await pause.EndAsync(request, cancellationToken);
        history.Say(request.CaseId, sentence, opinion: opinion);
    }

    private void TellOfficers(Case file, params IEnumerable<Guid> others)
    {
        foreach (var officer in TaskHolders.OfCase(step, file.Id).Concat(others).Distinct().Where(o => o != step.Actor.PersonId))
        {
            notify.Person(officer, WithdrawalNotices.GoesOn.Say(("number", file.Number), ("title", file.Title)), $"/cases/details/{file.Id}", file.Id);
        }
    }

    private Task<Case> CaseOfAsync(WithdrawalRequest request, CancellationToken cancellationToken) => db.Set<Case>().AsNoTracking().FirstAsync(c => c.Id == request.CaseId, cancellationToken);
}
