using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>Money that goes from one account of a line to another.</summary>
/// <param name="Key">The same movement has the same key.</param>
public sealed record Movement(LedgerKind Kind, Guid? CaseId, string Key, Money Amount, string Note, LedgerAccount From, LedgerAccount To);

/// <summary>Writes an entry with its two postings, minus and plus the same amount.</summary>
internal static class Postings
{
    public static void Write(Step step, Guid lineId, Movement movement)
    {
        var entryId = step.NewId();
        var written = step.Sql.Execute(
            """
            insert into ledger_entry (tenant_id, id, line_id, kind, case_id, entry_key, amount, at, who, note)
            values (@tenant, @id, @line, @kind, @case, @key, @amount, @now, @who, @note)
            on conflict (tenant_id, entry_key) do nothing
            """,
            ("tenant", step.TenantId), ("id", entryId), ("line", lineId), ("kind", movement.Kind), ("case", movement.CaseId), ("key", movement.Key),
            ("amount", movement.Amount), ("now", step.Now), ("who", step.Actor.Name), ("note", movement.Note));
        if (written == 0)
        {
            throw new ConflictException("这笔资金刚刚已经记账，本次操作没有生效，请刷新后再看。");
        }

        Post(step, entryId, lineId, movement.From, -movement.Amount);
        Post(step, entryId, lineId, movement.To, movement.Amount);
    }

    private static void Post(Step step, Guid entryId, Guid lineId, LedgerAccount account, Money amount) => step.Sql.Execute(
        "insert into ledger_posting (tenant_id, id, entry_id, line_id, account, amount) values (@tenant, @id, @entry, @line, @account, @amount)",
        ("tenant", step.TenantId), ("id", step.NewId()), ("entry", entryId), ("line", lineId), ("account", account), ("amount", amount));
}
