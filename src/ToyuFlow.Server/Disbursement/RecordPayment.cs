using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Records that the treasury has paid, with its voucher, and posts it. Once a case; never on a draft of the policy that nobody has confirmed.</summary>
public sealed class RecordPayment(ToyuDb db, Step step, PackCatalog packs, FundLedger ledger, Numbering numbering, CaseHistory history, Notify notify)
{
    /// <returns>Whether it was recorded; false when the payee's name no longer matches the register.</returns>
    public async Task<bool> RunAsync(Guid caseId, string paidOn, string voucher, string? receiptFile, CancellationToken cancellationToken)
    {
        var pack = packs[step.TenantId];
        if (!pack.AllowsPayment)
        {
            throw new ConflictException($"《{pack.Title}》还没有正式印发，也没有经本地确认，不能办理真实拨付。请管理员确认政策包后再拨付。");
        }

        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        var payment = await db.Set<Payment>().FirstAsync(p => p.CaseId == caseId, cancellationToken);
        if (payment.State == PaymentState.Paid)
        {
            throw new ConflictException($"本件已于 {payment.PaidOn:yyyy-MM-dd} 拨付 {payment.Amount} 元（凭证号 {payment.VoucherNumber}），不能再次拨付。");
        }

        if (!PreparePayment.IsPayable(payment.PayeeName, institution))
        {
            history.Say(caseId, $"收款账户名称“{payment.PayeeName}”与登记的机构名称“{institution.Name}”不一致，请更正收款账户。", automatic: true);
            return false;
        }

        Fill(payment, paidOn, voucher, receiptFile);
        if (!ledger.Pay(caseId, $"支付凭证号 {payment.VoucherNumber}"))
        {
            throw new ConflictException("本件的资金已经拨付过，不能再次拨付。");
        }

        history.Say(caseId, $"补助资金 {payment.Amount} 元已拨付到“{payment.PayeeName}”账户，回单编号 {payment.Number}。");
        notify.Operators(institution.Id, PaymentNotices.Paid.Say(("amount", payment.Amount.ToString()), ("title", file.Title)), $"/cases/details/{caseId}", caseId);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private void Fill(Payment payment, string paidOn, string voucher, string? receiptFile)
    {
        var today = BeijingTime.DateOf(step.Now);
        if (!DateOnly.TryParseExact(paidOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day > today || day < BeijingTime.DateOf(payment.OrderedAt))
        {
            throw new InvalidInputException("field-paid_on", $"支付日期应在 {BeijingTime.DateOf(payment.OrderedAt):yyyy-MM-dd}（公示结束）和今天之间。");
        }

        if (voucher.Trim().Length is < 2 or > 60)
        {
            throw new InvalidInputException("field-voucher", "请填写支付凭证号，2 到 60 个字。");
        }

        payment.State = PaymentState.Paid;
        payment.Number = numbering.Next("payment", "托育拨付〔{year}〕{n:0000}号");
        (payment.PaidOn, payment.VoucherNumber, payment.ReceiptFile) = (day, voucher.Trim(), receiptFile);
        (payment.RecordedAt, payment.RecordedBy) = (step.Now, step.Actor.Name);
    }
}
