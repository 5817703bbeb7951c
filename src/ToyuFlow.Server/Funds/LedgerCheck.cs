using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>
/// Computes every balance again from the postings, for all tenants: each entry sums to zero, each line shows what its postings say, no case holds
/// less than nothing, and no line has given out more than its budget. What comes back is wrong and needs a person.
/// </summary>
public sealed class LedgerCheck(DatabaseReader reader)
{
    public IReadOnlyList<LedgerFault> Run() => reader.Read(Run);

    public static IReadOnlyList<LedgerFault> Run(Sql sql) => [.. Entries(sql), .. Lines(sql), .. Cases(sql)];

    private static List<LedgerFault> Entries(Sql sql) => sql.List(
        """
        select e.tenant_id, e.entry_key, cast(coalesce(sum(p.amount), 0) as bigint), count(p.id) from ledger_entry e
        left join ledger_posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
        group by e.tenant_id, e.entry_key having coalesce(sum(p.amount), 0) <> 0 or count(p.id) <> 2
        """,
        row => new LedgerFault(row.GetString(0), row.GetString(1), $"分录 {row.GetInt64(3)} 条，合计 {new Money(row.GetInt64(2))} 元，应为两条、合计零。"));

    private static IEnumerable<LedgerFault> Lines(Sql sql)
    {
        var sums = sql.List(
            "select tenant_id, line_id, account, cast(sum(amount) as bigint) from ledger_posting group by tenant_id, line_id, account",
            row => (Tenant: row.GetString(0), Line: row.GetGuid(1), Account: row.Named<LedgerAccount>(2), Amount: new Money(row.GetInt64(3))))
            .ToDictionary(s => (s.Tenant, s.Line, s.Account), s => s.Amount);
        var lines = sql.List(
            "select tenant_id, id, code, year, ceiling, available, reserved, committed, paid, recalled from budget_line",
            row => new LineRow(row.GetString(0), row.GetGuid(1), $"{row.GetString(2)} {row.GetInt32(3)}", Amount(row, 4), Amount(row, 5), Amount(row, 6), Amount(row, 7), Amount(row, 8), Amount(row, 9)));
        foreach (var line in lines)
        {
            Money Sum(LedgerAccount account) => sums.GetValueOrDefault((line.Tenant, line.Id, account));
            foreach (var (what, shown, posted) in new[]
            {
                ("年度额度", line.Ceiling, -Sum(LedgerAccount.Budget)), ("可用", line.Available, Sum(LedgerAccount.Available)), ("已预留", line.Reserved, Sum(LedgerAccount.Reserved)),
                ("已承诺", line.Committed, Sum(LedgerAccount.Committed)), ("已拨付", line.Paid, Sum(LedgerAccount.Paid)), ("已追回", line.Recalled, -Sum(LedgerAccount.Recalled)),
            })
            {
                if (shown != posted)
                {
                    yield return new LedgerFault(line.Tenant, line.Name, $"{what}余额为 {shown} 元，台账合计为 {posted} 元。");
                }
            }

            var used = Sum(LedgerAccount.Reserved) + Sum(LedgerAccount.Committed) + Sum(LedgerAccount.Paid) + Sum(LedgerAccount.Recalled);
            if (used > line.Ceiling)
            {
                yield return new LedgerFault(line.Tenant, line.Name, $"已用 {used} 元，超过年度额度 {line.Ceiling} 元。");
            }
        }
    }

    private static List<LedgerFault> Cases(Sql sql) => sql.List(
        """
        select e.tenant_id, e.case_id, p.account, cast(sum(p.amount) as bigint) from ledger_entry e
        join ledger_posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
        where e.case_id is not null and p.account in ('Reserved', 'Committed', 'Paid')
        group by e.tenant_id, e.case_id, p.account having sum(p.amount) < 0
        """,
        row => new LedgerFault(row.GetString(0), row.GetGuid(1).ToString(), $"办件的 {row.GetString(2)} 合计为 {new Money(row.GetInt64(3))} 元，不应为负。"));

    private static Money Amount(System.Data.Common.DbDataReader row, int i) => new(row.GetInt64(i));

    private sealed record LineRow(string Tenant, Guid Id, string Name, Money Ceiling, Money Available, Money Reserved, Money Committed, Money Paid, Money Recalled);
}

public sealed record LedgerFault(string TenantId, string Subject, string What)
{
    public override string ToString() => $"{TenantId} {Subject}：{What}";
}
