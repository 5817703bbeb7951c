using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>What a case has in the ledger, summed from its postings.</summary>
public sealed record CaseFunds(Guid LineId, Money Reserved, Money Committed, Money Paid, Money Recalled, int Releases)
{
    public static CaseFunds None { get; } = new(Guid.Empty, Money.Zero, Money.Zero, Money.Zero, Money.Zero, 0);

    /// <summary>Not free and not paid yet.</summary>
    public Money Held => Reserved + Committed;

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
