using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>The budget lines of a year with what is reserved, promised, paid and free; each amount opens the postings behind it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class IndexModel(ToyuDb db, CurrentUser user, PackCatalog packs, TimeProvider time) : PageModel
{
    public int Year { get; private set; }

    public IReadOnlyList<int> Years { get; private set; } = [];

    public IReadOnlyList<LineView> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int? year, CancellationToken cancellationToken)
    {
        var pack = packs[user.TenantId];
        if (!user.MaySeeFunds(pack))
        {
            return Forbid();
        }

        var now = BudgetLines.YearOf(time.GetUtcNow());
        Year = year ?? now;
        var opened = await db.Set<BudgetLine>().AsNoTracking().ToListAsync(cancellationToken);
        Years = [.. opened.Select(l => l.Year).Append(now).Distinct().OrderDescending()];
        Lines = [.. pack.Budgets.Where(b => b.Covers(Year)).Select(b => View(b, opened.FirstOrDefault(l => l.Code == b.Code && l.Year == Year)))];
        return Page();
    }

    /// <summary>A line that nothing has been reserved on yet has no row, and its whole ceiling is free.</summary>
    private static LineView View(BudgetRule rule, BudgetLine? line) => line is null
        ? new LineView(null, rule.Name, rule.Ceiling, Money.Zero, Money.Zero, Money.Zero, Money.Zero, rule.Ceiling, rule.Source, rule.OverCeiling)
        : new LineView(line.Id, line.Name, line.Ceiling, line.Reserved, line.Committed, line.Paid, line.Recalled, line.Available, rule.Source, rule.OverCeiling);
}

public sealed record LineView(
    Guid? Id, string Name, Money? Ceiling, Money Reserved, Money Committed, Money Paid, Money Recalled, Money? Available, RuleSource Source, OverCeiling? OverCeiling)
{
    /// <summary>Share of the ceiling that is no longer free, for the bar.</summary>
    public int PercentUsed => Ceiling is { Fen: > 0 } ceiling && Available is { } free ? (int)((ceiling.Fen - free.Fen) * 100 / ceiling.Fen) : 0;
}
