using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Parts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Institutions;

/// <summary>机构名录: every institution of the county that an authority knows, newest first.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class IndexModel(ToyuDb db, PackCatalog packs, CurrentUser user, Texts texts) : PageModel
{
    private const int Size = 20;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(Name = "status", SupportsGet = true)]
    public InstitutionStatus? Status { get; set; }

    public IReadOnlyList<Institution> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = new(0, 0);

    public IReadOnlyList<(InstitutionStatus? Status, string Text)> Filters =>
        [(null, texts["全部"]), .. Enum.GetValues<InstitutionStatus>().Select(s => ((InstitutionStatus?)s, InstitutionWords.Of(s, texts)))];

    public string TypeOf(Institution institution) => packs[user.TenantId].InstitutionTypes.FirstOrDefault(t => t.Code == institution.TypeCode)?.Name ?? institution.TypeCode;

    public string Href(InstitutionStatus? status) => $"/institutions?status={status}&q={Uri.EscapeDataString(Text ?? "")}";

    public async Task OnGetAsync(string? after, string? before, CancellationToken cancellationToken)
    {
        var found = db.Set<Institution>().AsNoTracking();
        if (Status is { } status)
        {
            found = found.Where(i => i.Status == status);
        }

        if (!string.IsNullOrWhiteSpace(Text))
        {
            var pattern = Like.Anywhere(Text);
            found = found.Where(i => EF.Functions.Like(i.Name, pattern, "\\") || EF.Functions.Like(i.CreditCode!, pattern, "\\") || EF.Functions.Like(i.Address, pattern, "\\") || EF.Functions.Like(i.FilingNumber!, pattern, "\\"));
        }

        var total = await found.LongCountAsync(cancellationToken);
        var (from, to) = (PageKey.Parse(after), PageKey.Parse(before));
        var window = (from, to) switch
        {
            (_, { } key) => found.Where(i => i.CreatedAt > key.At || (i.CreatedAt == key.At && i.Id.CompareTo(key.Id) > 0)).OrderBy(i => i.CreatedAt).ThenBy(i => i.Id),
            ({ } key, _) => found.Where(i => i.CreatedAt < key.At || (i.CreatedAt == key.At && i.Id.CompareTo(key.Id) < 0)).OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
            _ => found.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
        };
        var page = KeyPage.Of(await window.Take(Size + 1).ToListAsync(cancellationToken), Size, from, to, i => new PageKey(i.CreatedAt, i.Id));
        Rows = page.Items;
        Pager = new Pager(Rows.Count, total, page.Previous is { } previous ? $"{Href(Status)}&before={previous}" : null, page.Next is { } next ? $"{Href(Status)}&after={next}" : null);
    }
}
