using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>Opens the line of a pack's budget in a year when it is first needed, with the ceiling of the pack as its first entry. Runs inside a step.</summary>
public sealed class BudgetLines(Step step, PackCatalog packs, AuditTrail audit)
{
    /// <summary>The budget year of an instant: the calendar year in Beijing.</summary>
    public static int YearOf(DateTimeOffset at) => BeijingTime.DateOf(at).Year;

    public Guid Ensure(string code, int year)
    {
        if (Find(code, year) is { } known)
        {
            return known;
        }

        var rule = packs[step.TenantId].Budget(code);
        if (!rule.Covers(year))
        {
            throw new InvalidOperationException($"“{rule.Name}”没有 {year} 年的预算（{rule.Source}）。");
        }

        var ceiling = rule.Ceiling ?? throw new InvalidOperationException($"“{rule.Name}”的年度额度没有规定，请管理员在“政策包”中设置后重试。");
        var id = step.NewId();
        var opened = step.Sql.Execute(
            """
            insert into budget_line (tenant_id, id, code, year, name, ceiling, available, reserved, committed, paid, recalled, basis, opened_at)
            values (@tenant, @id, @code, @year, @name, @ceiling, @ceiling, 0, 0, 0, 0, @basis, @now)
            on conflict (tenant_id, code, year) do nothing
            """,
            ("tenant", step.TenantId), ("id", id), ("code", code), ("year", year), ("name", rule.Name), ("ceiling", ceiling), ("basis", rule.Source.ToString()), ("now", step.Now));
        if (opened == 0)
        {
            // Another step opened it meanwhile.
            return Find(code, year)!.Value;
        }

        if (!ceiling.IsZero)
        {
            Postings.Write(step, id, new Movement(LedgerKind.Open, null, $"open/{code}/{year}", ceiling, rule.Source.ToString(), LedgerAccount.Budget, LedgerAccount.Available));
        }

        audit.Record("funds.opened", "budget-line", id.ToString(), detail: $"{code} {year} {ceiling}");
        return id;
    }

    private Guid? Find(string code, int year) => step.Sql.Single(
        "select id from budget_line where tenant_id = @tenant and code = @code and year = @year",
        row => new Found(row.GetGuid(0)),
        ("tenant", step.TenantId), ("code", code), ("year", year))?.Id;

    private sealed record Found(Guid Id);
}
