using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Funds;

/// <summary>
/// Moves the money of cases through a budget line: reserved → committed → paid, back to available by a release, and back from the payee by a
/// recall. Each movement of a case happens once however often it is asked for; the ceiling holds whatever runs at the same time. Runs inside a step.
/// </summary>
public sealed class FundLedger(Step step, BudgetLines lines, Timers timers, AuditTrail audit)
{
    /// <summary>Set on a line whenever money becomes free, for whoever waits for it.</summary>
    public const string FreedTimer = "funds-freed";

    /// <summary>False, and nothing written, when the line has not that much left.</summary>
    public bool Reserve(Guid caseId, string budgetCode, int year, Money amount, string note)
    {
        Positive(amount);
        var funds = Lock(caseId);
        if (funds.Held is { IsZero: false } held)
        {
            return held == amount ? true : throw new ConflictException($"本件已经预留 {held} 元，不能再预留 {amount} 元。");
        }

        if (!funds.Paid.IsZero)
        {
            throw new ConflictException($"本件已经拨付 {funds.Paid} 元，不能再次预留。");
        }

        var line = lines.Ensure(budgetCode, year);
        return Move(line, new Movement(LedgerKind.Reserve, caseId, $"reserve/{caseId:N}/{funds.Releases}", amount, note, LedgerAccount.Available, LedgerAccount.Reserved));
    }

    /// <summary>Publicity has ended without objection: what was reserved is promised.</summary>
    public bool Commit(Guid caseId, string note)
    {
        var funds = Lock(caseId);
        return !funds.Reserved.IsZero && Required(
            funds.LineId, new Movement(LedgerKind.Commit, caseId, $"commit/{caseId:N}/{funds.Releases}", funds.Reserved, note, LedgerAccount.Reserved, LedgerAccount.Committed));
    }

    /// <summary>The whole committed amount has been paid; true the first time, false ever after.</summary>
    public bool Pay(Guid caseId, string note)
    {
        var funds = Lock(caseId);
        if (funds.Paid is { IsZero: false })
        {
            return false;
        }

        return funds.Committed.IsZero
            ? throw new ConflictException("本件还没有可以拨付的资金：公示结束、资金确认之后才能拨付。")
            : Required(funds.LineId, new Movement(LedgerKind.Pay, caseId, $"pay/{caseId:N}", funds.Committed, note, LedgerAccount.Committed, LedgerAccount.Paid));
    }

    /// <summary>Gives back what the case holds and has not been paid; false when it holds nothing.</summary>
    public bool Release(Guid caseId, string note)
    {
        var funds = Lock(caseId);
        if (funds.Held.IsZero)
        {
            return false;
        }

        var (from, amount) = funds.Reserved.IsZero ? (LedgerAccount.Committed, funds.Committed) : (LedgerAccount.Reserved, funds.Reserved);
        Required(funds.LineId, new Movement(LedgerKind.Release, caseId, $"release/{caseId:N}/{funds.Releases}", amount, note, from, LedgerAccount.Available));
        timers.Set(FreedTimer, funds.LineId, step.Now);
        return true;
    }

    /// <summary>Money that the payee has given back; a document number is entered once.</summary>
    public bool Recall(Guid caseId, Money amount, string documentNumber, string note)
    {
        Positive(amount);
        var funds = Lock(caseId);
        var key = $"recall/{caseId:N}/{documentNumber.Trim()}";
        if (step.Sql.Scalar<long>("select count(*) from ledger_entry where tenant_id = @tenant and entry_key = @key", ("tenant", step.TenantId), ("key", key)) > 0)
        {
            return false;
        }

        if (amount > funds.Paid - funds.Recalled)
        {
            throw new InvalidInputException("amount", $"本件已拨付 {funds.Paid} 元，已追回 {funds.Recalled} 元，追回金额不能超过 {funds.Paid - funds.Recalled} 元。");
        }

        Required(funds.LineId, new Movement(LedgerKind.Recall, caseId, key, amount, note, LedgerAccount.Recalled, LedgerAccount.Available));
        timers.Set(FreedTimer, funds.LineId, step.Now);
        return true;
    }

    /// <summary>One statement moves the balances and holds the conditions, so that two steps at once cannot both take the last of the money.</summary>
    private bool Move(Guid lineId, Movement movement)
    {
        var rows = step.Sql.Execute(
            """
            update budget_line set available = available + @available, reserved = reserved + @reserved, committed = committed + @committed,
                paid = paid + @paid, recalled = recalled + @recalled
            where tenant_id = @tenant and id = @id and available + @available >= 0 and reserved + @reserved >= 0 and committed + @committed >= 0 and paid + @paid >= 0
            """,
            ("available", Change(movement, LedgerAccount.Available)), ("reserved", Change(movement, LedgerAccount.Reserved)), ("committed", Change(movement, LedgerAccount.Committed)),
            ("paid", Change(movement, LedgerAccount.Paid)), ("recalled", -Change(movement, LedgerAccount.Recalled)), ("tenant", step.TenantId), ("id", lineId));
        if (rows == 0)
        {
            return false;
        }

        Postings.Write(step, lineId, movement);
        audit.Record($"funds.{movement.Kind.ToString().ToLowerInvariant()}", "budget-line", lineId.ToString(), movement.CaseId, movement.Amount.ToString());
        return true;
    }

    private bool Required(Guid lineId, Movement movement) => Move(lineId, movement)
        ? true
        : throw new InvalidOperationException($"预算科目的余额与台账不符，{movement.Kind} {movement.Amount} 元没有记账。请财政核对台账后重试。");

    private static Money Change(Movement movement, LedgerAccount account) =>
        movement.To == account ? movement.Amount : movement.From == account ? -movement.Amount : Money.Zero;

    private static void Positive(Money amount)
    {
        if (amount.IsZero || amount.IsNegative)
        {
            throw new InvalidInputException("amount", "金额应当大于零。");
        }
    }

    /// <summary>What the case holds; its row is locked first, so that two movements of one case follow each other.</summary>
    private CaseFunds Lock(Guid caseId)
    {
        _ = step.Sql.Scalar<long>("select 1 from case_file where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", caseId));
        return CaseFunds.Read(step.Sql, step.TenantId, caseId);
    }
}
