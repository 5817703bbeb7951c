using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Filing;

/// <summary>备案名录: the receipts issued, newest first, to search, open and take away as a table.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class IndexModel(ToyuDb db, LeadBureau lead) : PageModel
{
    private const int Size = 20;
    private const int MostExported = 50_000;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    public IReadOnlyList<FilingRecord> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = new(0, 0);

    public bool MayOpen => lead.IsMember;

    public string Href(string more) => $"/filing?q={Uri.EscapeDataString(Text ?? "")}{more}";

    public async Task OnGetAsync(string? after, string? before, CancellationToken cancellationToken)
    {
        var found = Found();
        var total = await found.LongCountAsync(cancellationToken);
        var (from, to) = (PageKey.Parse(after), PageKey.Parse(before));
        var window = (from, to) switch
        {
            (_, { } key) => found.Where(f => f.IssuedAt > key.At || (f.IssuedAt == key.At && f.Id.CompareTo(key.Id) > 0)).OrderBy(f => f.IssuedAt).ThenBy(f => f.Id),
            ({ } key, _) => found.Where(f => f.IssuedAt < key.At || (f.IssuedAt == key.At && f.Id.CompareTo(key.Id) < 0)).OrderByDescending(f => f.IssuedAt).ThenByDescending(f => f.Id),
            _ => found.OrderByDescending(f => f.IssuedAt).ThenByDescending(f => f.Id),
        };
        var page = KeyPage.Of(await window.Take(Size + 1).ToListAsync(cancellationToken), Size, from, to, f => new PageKey(f.IssuedAt, f.Id));
        Rows = page.Items;
        Pager = new Pager(Rows.Count, total, page.Previous is { } previous ? Href($"&before={previous}") : null, page.Next is { } next ? Href($"&after={next}") : null);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellationToken)
    {
        var rows = await Found().OrderByDescending(f => f.IssuedAt).ThenByDescending(f => f.Id).Take(MostExported).ToListAsync(cancellationToken);
        return File(FilingTable.Write(rows), CsvTable.ContentType, "备案名录.csv");
    }

    private IQueryable<FilingRecord> Found()
    {
        var pattern = Like.Anywhere(Text);
        return string.IsNullOrWhiteSpace(Text)
            ? db.Set<FilingRecord>().AsNoTracking()
            : db.Set<FilingRecord>().AsNoTracking().Where(f =>
                EF.Functions.Like(f.InstitutionName, pattern, "\\") || EF.Functions.Like(f.Number, pattern, "\\") || EF.Functions.Like(f.CreditCode, pattern, "\\") || EF.Functions.Like(f.Address, pattern, "\\"));
    }
}
