using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Publicities, the queue for money, and payments of the county.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class IndexModel(ToyuDb db, CurrentUser user, PackCatalog packs, Steps steps, Texts texts) : PageModel
{
    private const int Most = 100;

    public bool IsFinance => user.IsOfRole(FundViewers.FinanceRole);

    public IReadOnlyList<Publicity> Publicities { get; private set; } = [];

    public IReadOnlyList<QueueView> Queue { get; private set; } = [];

    public IReadOnlyList<PaymentView> Payments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!user.MaySeeFunds(packs[user.TenantId]))
        {
            return Forbid();
        }

        Publicities = await db.Set<Publicity>().AsNoTracking().OrderByDescending(p => p.StartsAt).ThenByDescending(p => p.Id).Take(Most).ToListAsync(cancellationToken);
        Queue = await (from w in db.Set<WaitingClaim>().AsNoTracking()
                       join c in db.Set<Case>() on w.CaseId equals c.Id
                       join i in db.Set<Institution>() on c.InstitutionId equals i.Id
                       where w.State != WaitingState.Over
                       orderby w.Since, w.Id
                       select new QueueView(w.CaseId, c.Number, c.Title, i.Name, w.Amount, w.Since, w.State, w.Year)).ToListAsync(cancellationToken);
        Payments = await (from p in db.Set<Payment>().AsNoTracking()
                          join c in db.Set<Case>() on p.CaseId equals c.Id
                          orderby p.OrderedAt descending
                          select new PaymentView(p, c.Number)).Take(Most).ToListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid caseId, string? reason, CancellationToken cancellationToken)
    {
        try
        {
            await steps.RunAsync<RefuseWaiting>(user.Actor, null, (refuse, token) => refuse.RunAsync(caseId, reason ?? "", token), cancellationToken);
            TempData.Done(texts["已决定不予安排，并告知了申请人。"]);
        }
        catch (RefusedException error)
        {
            TempData.Warn(error.Message);
        }

        return Redirect("/disbursement");
    }
}

public sealed record QueueView(Guid CaseId, string Number, string Title, string Institution, Money Amount, DateTimeOffset Since, WaitingState State, int Year);

public sealed record PaymentView(Payment Payment, string CaseNumber);
