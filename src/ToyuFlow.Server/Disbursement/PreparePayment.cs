using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Draws up the payment of a claim. The account must be in the registered name of the institution; otherwise the applicant mends it first.</summary>
public sealed class PreparePayment(ToyuDb db, Step step, CaseHistory history)
{
    private static readonly string[] PayeeFields = ["account_name", "bank", "account_number"];

    /// <param name="mended">The payee's details as the applicant entered them anew, or null.</param>
    /// <returns>The payment; null when the name does not match.</returns>
    public async Task<Payment?> RunAsync(Guid caseId, JsonObject? mended, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        var form = CaseForm.Read(file.Form);
        foreach (var code in PayeeFields)
        {
            if (mended?[code]?.GetValue<string>() is { Length: > 0 } value)
            {
                form[code] = value;
            }
        }

        if (mended is not null)
        {
            file.Form = CaseForm.Write(form);
            file.Revision++;
        }

        var name = form.GetValueOrDefault("account_name", "").Trim();
        if (!IsPayable(name, institution))
        {
            history.Say(caseId, $"收款账户名称“{name}”与登记的机构名称“{institution.Name}”不一致，请更正收款账户。", automatic: true);
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        var claim = await db.Set<Claim>().FirstAsync(c => c.CaseId == caseId, cancellationToken);
        var payment = await db.Set<Payment>().FirstOrDefaultAsync(p => p.CaseId == caseId, cancellationToken);
        if (payment is null)
        {
            payment = new Payment { Id = step.NewId(), CaseId = caseId };
            db.Add(payment);
        }

        (payment.Amount, payment.OrderedAt) = (claim.Amount, step.Now);
        (payment.PayeeName, payment.PayeeBank, payment.PayeeAccount) = (name, form.GetValueOrDefault("bank", "").Trim(), form.GetValueOrDefault("account_number", "").Trim());
        await db.SaveChangesAsync(cancellationToken);
        return payment;
    }

    internal static bool IsPayable(string accountName, Institution institution) => string.Equals(accountName, institution.Name, StringComparison.Ordinal);
}
