using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Disbursement;

/// <summary>
/// 按比例核减, where the pack says so: all claims that wait for one year's money of a line are cut in proportion to what is left, and go on. The
/// cut amounts sum to what is left to the 分; what is cut is not owed later. Runs inside a step.
/// </summary>
public sealed class ProrateQueue(ToyuDb db, Step step, PackCatalog packs, WorkflowHost workflows, CaseHistory history, AuditTrail audit)
{
    public const string Post = "approve";

    /// <summary>
    /// In proportion, rounded down to the 分; what is left over goes, one 分 at a time, to the largest remainders, the earlier of equal ones
    /// first. Nobody gets more than they asked for, and where there is enough everybody gets that.
    /// </summary>
    public static IReadOnlyList<Money> Shares(Money available, IReadOnlyList<Money> asked) =>
        Money.Sum(asked) <= available ? asked : available.Split([.. asked.Select(a => a.Fen)]);

    /// <returns>How many claims were cut.</returns>
    public async Task<int> RunAsync(string budgetCode, int year, CancellationToken cancellationToken)
    {
        if (step.Actor.PersonId is not { } person || !RightsReader.Posts(step.Sql, step.TenantId, person).Any(p => p.Code == Post && p.RoleIds.Contains(FundViewers.FinanceRole)))
        {
            throw new ForbiddenException("按比例核减由财政部门的审批岗位决定。");
        }

        var rule = packs[step.TenantId].Budgets.FirstOrDefault(b => b.Code == budgetCode) ?? throw new MissingException();
        if (rule.OverCeiling != OverCeiling.Prorate)
        {
            throw new ConflictException($"“{rule.Name}”超出额度的处理办法不是按比例核减。");
        }

        var queue = await db.Set<WaitingClaim>().Where(w => w.BudgetCode == budgetCode && w.Year == year && (w.State == WaitingState.Undecided || w.State == WaitingState.Waiting))
            .OrderBy(w => w.Since).ThenBy(w => w.Id).ToListAsync(cancellationToken);
        if (queue.Count == 0)
        {
            throw new ConflictException("没有等待额度的补助，可能刚刚已经核减。");
        }

        if (queue.Count(w => w is not { State: WaitingState.Waiting, InstanceId: not null, BookmarkId: not null }) is > 0 and var undecided)
        {
            throw new ConflictException($"还有 {undecided} 件没有决定是否排队，决定后才能一起核减。");
        }

        // Locked, so that nobody takes of it between the reckoning and the reservations.
        var available = new Money(step.Sql.Scalar<long>(
            "select available from budget_line where tenant_id = @tenant and code = @code and year = @year" + step.Sql.ForUpdate,
            ("tenant", step.TenantId), ("code", budgetCode), ("year", year)));
        var shares = Shares(available, [.. queue.Select(w => w.Amount)]);
        if (shares.Any(s => s.IsZero))
        {
            throw new ConflictException($"可用额度只有 {available} 元，不够给每一件都安排资金。");
        }

        await CutAsync(rule, queue, shares, available, cancellationToken);
        foreach (var waiting in queue)
        {
            await workflows.ResumeAsync(waiting.InstanceId!.Value, waiting.BookmarkId!.Value, new Dictionary<string, JsonNode?>(), cancellationToken);
        }

        return queue.Count;
    }

    private async Task CutAsync(BudgetRule rule, List<WaitingClaim> queue, IReadOnlyList<Money> shares, Money available, CancellationToken cancellationToken)
    {
        var sum = Money.Sum(queue.Select(w => w.Amount));
        foreach (var (waiting, share) in queue.Zip(shares))
        {
            var claim = await db.Set<Claim>().FirstAsync(c => c.CaseId == waiting.CaseId, cancellationToken);
            var split = packs[step.TenantId].Subsidy(claim.SchemeCode).Split(share) ?? [];
            claim.Explanation = (ClaimExplanation.FromJson(claim.Explanation) with
            {
                Cut = new ClaimCut(claim.Amount.Fen, sum.Fen, available.Fen, rule.Source.ToString()),
                Shares = [.. split.Select(s => new ClaimShare(s.Payer.Level, s.Amount.Fen))],
            }).ToJson();
            history.Say(waiting.CaseId, $"等待额度的补助合计 {sum} 元，可用 {available} 元，按比例核减：本件由 {claim.Amount} 元核减为 {share} 元。");
            audit.Record("funds.prorated", "case", waiting.CaseId.ToString(), waiting.CaseId, $"{claim.Amount} → {share}");
            (claim.Amount, waiting.Amount) = (share, share);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
