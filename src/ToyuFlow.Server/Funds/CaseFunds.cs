using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>What a case has in the ledger, summed from its postings.</summary>
public sealed record CaseFunds(Guid LineId, Money Reserved, Money Committed, Money Paid, Money Recalled, int Releases)
{
    public static CaseFunds None { get; } = new(Guid.Empty, Money.Zero, Money.Zero, Money.Zero, Money.Zero, 0);

    /// <summary>Not free and not paid yet.</summary>
    public Money Held => Reserved + Committed;

    /// <summary>What was promised to a payee or paid is given back by 追回, not by taking the application away.</summary>
    public static string? Obstacle(Sql sql, string tenantId, Guid caseId) => Read(sql, tenantId, caseId) switch
    {
        { Paid.IsZero: false } funds => $"本件的补助资金 {funds.Paid} 元已经拨付，不能撤件或唤醒；要退回资金的，请联系财政部门办理追回。",
        { Committed.IsZero: false } funds => $"本件的补助资金 {funds.Committed} 元已经确认应付，不能撤件；请联系财政部门，由其停止拨付或在拨付后办理追回。",
        _ => null,
    };

    public static CaseFunds Read(Sql sql, string tenantId, Guid caseId)
    {
        var rows = sql.List(
            """
            select e.kind, e.line_id, p.account, p.amount from ledger_entry e
            join ledger_posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
            where e.tenant_id = @tenant and e.case_id = @case order by e.at, e.id
            """,
            row => (Kind: row.Named<LedgerKind>(0), Line: row.GetGuid(1), Account: row.Named<LedgerAccount>(2), Amount: new Money(row.GetInt64(3))),
            ("tenant", tenantId), ("case", caseId));
        if (rows.Count == 0)
        {
            return None;
        }

        Money Sum(LedgerAccount account) => Money.Sum(rows.Where(r => r.Account == account).Select(r => r.Amount));
        // Each release has two postings.
        return new CaseFunds(
            rows[^1].Line, Sum(LedgerAccount.Reserved), Sum(LedgerAccount.Committed), Sum(LedgerAccount.Paid), -Sum(LedgerAccount.Recalled), rows.Count(r => r.Kind == LedgerKind.Release) / 2);
    }
}
