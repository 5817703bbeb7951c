using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;

namespace ToyuFlow.Server.Disbursement;

/// <summary>
/// Reserves the money of an approved claim on this year's line. What does not fit under the ceiling, or would pass by a claim that waits already,
/// takes its place in the queue and is put before finance.
/// </summary>
public sealed class ReserveFunds(ToyuDb db, Step step, PackCatalog packs, FundLedger ledger, CaseHistory history)
{
    public async Task<Reservation> RunAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var claim = await db.Set<Claim>().FirstAsync(c => c.CaseId == caseId, cancellationToken);
        if (claim.BudgetCode.Length == 0)
        {
            throw new InvalidOperationException($"“{claim.SchemeName}”没有指明由哪个预算科目列支，请管理员在“政策包”中设置后重试。");
        }

        var year = BudgetLines.YearOf(step.Now);
        var own = await db.Set<WaitingClaim>().FirstOrDefaultAsync(w => w.CaseId == caseId, cancellationToken);
        if (!await IsBehindAsync(claim.BudgetCode, year, own, cancellationToken) && ledger.Reserve(caseId, claim.BudgetCode, year, claim.Amount, claim.SchemeName))
        {
            if (own is not null)
            {
                Leave(own);
            }

            history.Say(caseId, $"已预留补助资金 {claim.Amount} 元，即将公示。", automatic: true);
            await db.SaveChangesAsync(cancellationToken);
            return new Reservation(true, "");
        }

        return await QueueAsync(claim, year, own, cancellationToken);
    }

    internal static void Leave(WaitingClaim waiting) => (waiting.State, waiting.BookmarkId, waiting.InstanceId) = (WaitingState.Over, null, null);

    /// <summary>Nobody passes a claim that was approved before and still waits.</summary>
    private Task<bool> IsBehindAsync(string code, int year, WaitingClaim? own, CancellationToken cancellationToken)
    {
        var since = own is null or { State: WaitingState.Over } ? DateTimeOffset.MaxValue : own.Since;
        return db.Set<WaitingClaim>().AnyAsync(
            w => w.BudgetCode == code && w.Year == year && (w.State == WaitingState.Undecided || w.State == WaitingState.Waiting) && w.Since < since, cancellationToken);
    }

    private async Task<Reservation> QueueAsync(Claim claim, int year, WaitingClaim? own, CancellationToken cancellationToken)
    {
        if (own is null)
        {
            own = new WaitingClaim { Id = step.NewId(), CaseId = claim.CaseId, State = WaitingState.Over };
            db.Add(own);
        }

        if (own.State == WaitingState.Over)
        {
            own.Since = step.Now;
        }

        (own.BudgetCode, own.Year, own.Amount, own.State, own.BookmarkId, own.InstanceId) = (claim.BudgetCode, year, claim.Amount, WaitingState.Undecided, null, null);
        var rule = packs[step.TenantId].Budget(claim.BudgetCode);
        history.Say(claim.CaseId, $"{year} 年“{rule.Name}”的剩余额度不足，等待财政部门安排。", automatic: true);
        await db.SaveChangesAsync(cancellationToken);
        return new Reservation(false, Describe(rule, year, claim));
    }

    private string Describe(BudgetRule rule, int year, Claim claim)
    {
        var available = step.Sql.Scalar<long?>(
            "select available from budget_line where tenant_id = @tenant and code = @code and year = @year", ("tenant", step.TenantId), ("code", rule.Code), ("year", year));
        var policy = rule.OverCeiling switch
        {
            OverCeiling.Queue => "按先后排队等待额度",
            OverCeiling.NextYear => "列入下一年度",
            OverCeiling.Prorate => "同一批次按比例核减",
            _ => "政策没有规定，由财政部门决定",
        };
        return $"{year} 年“{rule.Name}”年度额度 {rule.Ceiling} 元，可用 {(available is { } fen ? new Money(fen) : rule.Ceiling)} 元，本件需要 {claim.Amount} 元（{rule.Source}）。超出额度的处理办法：{policy}。";
    }
}

/// <param name="Why">Where it did not fit: how much there is, how much is needed, what the pack says is to be done.</param>
public sealed record Reservation(bool IsReserved, string Why);
