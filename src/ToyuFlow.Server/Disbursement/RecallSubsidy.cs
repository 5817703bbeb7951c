using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

/// <summary>追回补助: finance proposes it, another of its officers approves it, a third records that the money has come; only then it is posted. Runs inside a step.</summary>
public sealed class RecallSubsidy(ToyuDb db, Step step, FundLedger ledger, CaseHistory history, Notify notify, AuditTrail audit)
{
    public const string ProposingPost = "review";
    public const string DecidingPost = "approve";
    public const string ReceivingPost = "pay";

    public async Task ProposeAsync(Guid caseId, RecallProposal proposal, CancellationToken cancellationToken)
    {
        var person = Holder(ProposingPost, "追回由财政部门的审核岗位提出。");
        if (!await db.Set<Case>().AnyAsync(c => c.Id == caseId, cancellationToken))
        {
            throw new MissingException();
        }

        var amount = await CheckAsync(caseId, proposal, cancellationToken);
        db.Add(new Recall
        {
            Id = step.NewId(),
            CaseId = caseId,
            Amount = amount,
            DocumentNumber = proposal.DocumentNumber.Trim(),
            Reason = proposal.Reason.Trim(),
            ProposedBy = person,
            ProposedByName = step.Actor.Name,
            ProposedAt = step.Now,
        });
        history.Say(caseId, $"提出追回补助 {amount} 元（{proposal.DocumentNumber.Trim()}），等待审批。", forApplicant: false, opinion: proposal.Reason.Trim());
        audit.Record("recall.proposed", "case", caseId.ToString(), caseId, amount.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task DecideAsync(Guid recallId, bool approved, string opinion, CancellationToken cancellationToken)
    {
        var person = Holder(DecidingPost, "追回由财政部门的审批岗位批准。");
        var recall = await FindAsync(recallId, RecallState.Proposed, cancellationToken);
        if (recall.ProposedBy == person)
        {
            throw new ForbiddenException("追回由一个人提出，要由另一个人审批。");
        }

        if (!approved && opinion.Trim().Length < 2)
        {
            throw new InvalidInputException("reason", "请写明不同意的理由。");
        }

        (recall.State, recall.Opinion) = (approved ? RecallState.Approved : RecallState.Refused, opinion.Trim());
        (recall.DecidedBy, recall.DecidedByName, recall.DecidedAt) = (person, step.Actor.Name, step.Now);
        if (approved)
        {
            var file = await db.Set<Case>().FirstAsync(c => c.Id == recall.CaseId, cancellationToken);
            history.Say(recall.CaseId, $"决定追回补助 {recall.Amount} 元（{recall.DocumentNumber}）：{recall.Reason}。请按决定书缴回。");
            notify.Operators(
                file.InstitutionId,
                PaymentNotices.Recalled.Say(("amount", recall.Amount.ToString()), ("title", file.Title), ("number", recall.DocumentNumber), ("reason", recall.Reason)),
                $"/cases/details/{recall.CaseId}", recall.CaseId);
        }
        else
        {
            history.Say(recall.CaseId, $"没有同意追回补助 {recall.Amount} 元（{recall.DocumentNumber}）。", forApplicant: false, opinion: recall.Opinion);
        }

        audit.Record(approved ? "recall.approved" : "recall.refused", "case", recall.CaseId.ToString(), recall.CaseId, recall.Amount.ToString());
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task ReceiveAsync(Guid recallId, string voucher, CancellationToken cancellationToken)
    {
        var person = Holder(ReceivingPost, "追回资金到账由财政部门的支付岗位登记。");
        var recall = await FindAsync(recallId, RecallState.Approved, cancellationToken);
        if (person == recall.ProposedBy || person == recall.DecidedBy)
        {
            throw new ForbiddenException("提出或审批追回的人不能登记到账。");
        }

        if (voucher.Trim().Length is < 2 or > 60)
        {
            throw new InvalidInputException("voucher", "请填写缴款凭证号，2 到 60 个字。");
        }

        if (!ledger.Recall(recall.CaseId, recall.Amount, recall.DocumentNumber, $"{recall.DocumentNumber}：{recall.Reason}，缴款凭证号 {voucher.Trim()}"))
        {
            throw new ConflictException("这个文号的追回已经记账，没有再记一次。");
        }

        (recall.State, recall.VoucherNumber, recall.ReceivedByName, recall.ReceivedAt) = (RecallState.Received, voucher.Trim(), step.Actor.Name, step.Now);
        history.Say(recall.CaseId, $"追回的补助 {recall.Amount} 元已到账（{recall.DocumentNumber}）。");
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<Money> CheckAsync(Guid caseId, RecallProposal proposal, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        var funds = CaseFunds.Read(step.Sql, step.TenantId, caseId);
        var asked = Money.Sum((await db.Set<Recall>().Where(r => r.CaseId == caseId && (r.State == RecallState.Proposed || r.State == RecallState.Approved)).ToListAsync(cancellationToken)).Select(r => r.Amount));
        var most = funds.Paid - funds.Recalled - asked;
        if (!Money.TryParse(proposal.Amount.Trim(), out var amount) || amount.IsNegative || amount.IsZero)
        {
            errors.Add(new FieldError("amount", "请填写追回金额（元，最多两位小数）。"));
        }
        else if (amount > most)
        {
            errors.Add(new FieldError("amount", $"本件已拨付 {funds.Paid} 元，已追回 {funds.Recalled} 元，正在追回 {asked} 元，最多还能追回 {most} 元。"));
        }

        var number = proposal.DocumentNumber.Trim();
        if (number.Length is < 2 or > 80)
        {
            errors.Add(new FieldError("document", "请填写决定书文号，2 到 80 个字。"));
        }
        else if (await db.Set<Recall>().AnyAsync(r => r.CaseId == caseId && r.DocumentNumber == number, cancellationToken))
        {
            errors.Add(new FieldError("document", "这个文号的追回已经提出过。"));
        }

        if (proposal.Reason.Trim().Length is < 5 or > 500)
        {
            errors.Add(new FieldError("reason", "请写明追回的理由和依据，5 到 500 个字。"));
        }

        return errors.Count == 0 ? amount : throw new InvalidInputException(errors);
    }

    private async Task<Recall> FindAsync(Guid id, RecallState state, CancellationToken cancellationToken)
    {
        var recall = await db.Set<Recall>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) ?? throw new MissingException();
        return recall.State == state ? recall : throw new ConflictException("这项追回刚刚已由别人办理，请刷新后再看。");
    }

    private Guid Holder(string post, string refusal)
    {
        var person = step.Actor.PersonId ?? Guid.Empty;
        return RightsReader.Posts(step.Sql, step.TenantId, person).Any(p => p.Code == post && p.RoleIds.Contains(FundViewers.FinanceRole)) ? person : throw new ForbiddenException(refusal);
    }
}

public sealed record RecallProposal(string Amount, string DocumentNumber, string Reason);
