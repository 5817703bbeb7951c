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

    /// <summary>Claims that finance may cut together, by budget line and year.</summary>
    public IReadOnlyList<ProrateView> Batches { get; private set; } = [];

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
        Batches = await BatchesAsync(cancellationToken);
        Payments = await (from p in db.Set<Payment>().AsNoTracking()
                          join c in db.Set<Case>() on p.CaseId equals c.Id
                          orderby p.OrderedAt descending
                          select new PaymentView(p, c.Number)).Take(Most).ToListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostProrateAsync(string budget, int year)
    {
        var count = await steps.RunAsync<ProrateQueue, int>(user.Actor, null, (prorate, token) => prorate.RunAsync(budget, year, token), HttpContext.RequestAborted);
        TempData.Done(texts["已按比例核减 {0} 件，进入公示。", count]);
        return Redirect("/disbursement");
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

    private async Task<IReadOnlyList<ProrateView>> BatchesAsync(CancellationToken cancellationToken)
    {
        var codes = packs[user.TenantId].Budgets.Where(b => b.OverCeiling == OverCeiling.Prorate).ToDictionary(b => b.Code, b => b.Name);
        if (codes.Count == 0 || !user.Holds(FundViewers.FinanceRole, ProrateQueue.Post))
        {
            return [];
        }

        var waiting = await db.Set<WaitingClaim>().AsNoTracking().Where(w => w.State == WaitingState.Waiting && codes.Keys.Contains(w.BudgetCode)).ToListAsync(cancellationToken);
        var lines = await db.Set<BudgetLine>().AsNoTracking().Where(l => codes.Keys.Contains(l.Code)).ToListAsync(cancellationToken);
        return [.. waiting.GroupBy(w => (w.BudgetCode, w.Year)).OrderBy(g => g.Key).Select(g => new ProrateView(
            g.Key.BudgetCode, codes[g.Key.BudgetCode], g.Key.Year, g.Count(), Money.Sum(g.Select(w => w.Amount)),
            lines.FirstOrDefault(l => l.Code == g.Key.BudgetCode && l.Year == g.Key.Year)?.Available ?? Money.Zero))];
    }
}

/// <param name="Available">What there is for all of them.</param>
public sealed record ProrateView(string Code, string Name, int Year, int Count, Money Asked, Money Available);

public sealed record QueueView(Guid CaseId, string Number, string Title, string Institution, Money Amount, DateTimeOffset Since, WaitingState State, int Year);

public sealed record PaymentView(Payment Payment, string CaseNumber);
