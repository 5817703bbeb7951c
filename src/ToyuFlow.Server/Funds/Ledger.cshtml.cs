using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>The postings of a budget line, newest first, all or those of one account.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class LedgerModel(ToyuDb db, DatabaseReader reader, CurrentUser user, PackCatalog packs) : PageModel
{
    private const int PageSize = 50;

    public BudgetLine Line { get; private set; } = new();

    public LedgerAccount? Account { get; private set; }

    public IReadOnlyList<PostingView> Postings { get; private set; } = [];

    public long Total { get; private set; }

    public string? NextHref { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid line, LedgerAccount? account, Guid? after, CancellationToken cancellationToken)
    {
        if (!user.MaySeeFunds(packs[user.TenantId]))
        {
            return Forbid();
        }

        if (await db.Set<BudgetLine>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == line, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        (Line, Account) = (found, account);
        (Postings, Total) = reader.Read(sql => (Page(sql, line, account, after), Count(sql, line, account)));
        if (Postings.Count > PageSize)
        {
            Postings = [.. Postings.Take(PageSize)];
            NextHref = $"/funds/ledger/{line}?after={Postings[^1].Id}{(account is null ? "" : $"&account={account}")}";
        }

        return Page();
    }

    /// <summary>Ids sort by time, so the id of the last row is the whole key of the page.</summary>
    private List<PostingView> Page(Sql sql, Guid line, LedgerAccount? account, Guid? after) => sql.List(
        $"""
        select p.id, e.at, e.kind, p.account, p.amount, e.who, e.note, e.case_id, c.number, i.name
        from ledger_posting p
        join ledger_entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
        left join case_file c on c.tenant_id = e.tenant_id and c.id = e.case_id
        left join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
        where p.tenant_id = @tenant and p.line_id = @line {(account is null ? "" : "and p.account = @account")} {(after is null ? "" : "and p.id < @after")}
        order by p.id desc limit @size
        """,
        row => new PostingView(
            row.GetGuid(0), row.Instant(1), row.Named<LedgerKind>(2), row.Named<LedgerAccount>(3), row.GetInt64(4), row.GetString(5), row.GetString(6), row.GuidOrNull(7), row.TextOrNull(8), row.TextOrNull(9)),
        ("tenant", user.TenantId), ("line", line), ("account", account ?? LedgerAccount.Available), ("after", after ?? Guid.Empty), ("size", PageSize + 1));

    private long Count(Sql sql, Guid line, LedgerAccount? account) => sql.Scalar<long>(
        $"select count(*) from ledger_posting p where p.tenant_id = @tenant and p.line_id = @line {(account is null ? "" : "and p.account = @account")}",
        ("tenant", user.TenantId), ("line", line), ("account", account ?? LedgerAccount.Available));
}

public sealed record PostingView(
    Guid Id, DateTimeOffset At, LedgerKind Kind, LedgerAccount Account, long Fen, string Who, string Note, Guid? CaseId, string? CaseNumber, string? Institution);
