using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout.Parts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>机构查询: the filed and running institutions of a county, with what is public of them and nothing else.</summary>
[AllowAnonymous]
public sealed class PublicModel(PublicCounties counties, PackCatalog packs) : PageModel
{
    private const int Size = 20;
    private const int LongestQuestion = 60;

    [BindProperty(Name = "tenant", SupportsGet = true)]
    public string? TenantId { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(Name = "inclusive", SupportsGet = true)]
    public bool OnlyInclusive { get; set; }

    public Tenant County { get; private set; } = null!;

    public IReadOnlyList<Tenant> Counties { get; private set; } = [];

    public IReadOnlyList<Institution> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = new(0, 0);

    public string TypeOf(Institution institution) => packs.Find(County.Id)?.InstitutionTypes.FirstOrDefault(t => t.Code == institution.TypeCode)?.Name ?? "";

    public string Href(bool inclusive, string more = "") => $"/portal/public/{County.Id}?q={Uri.EscapeDataString(Text ?? "")}&inclusive={(inclusive ? "true" : "false")}{more}";

    public async Task OnGetAsync(string? after, string? before, CancellationToken cancellationToken)
    {
        (County, Counties) = await counties.ChooseAsync(TenantId, cancellationToken);
        var found = counties.Institutions(County.Id);
        if (OnlyInclusive)
        {
            found = found.Where(i => i.IsInclusive);
        }

        if (!string.IsNullOrWhiteSpace(Text))
        {
            var pattern = Like.Anywhere(Text.Length > LongestQuestion ? Text[..LongestQuestion] : Text);
            found = found.Where(i => EF.Functions.Like(i.Name, pattern, "\\") || EF.Functions.Like(i.Address, pattern, "\\") || EF.Functions.Like(i.Town, pattern, "\\"));
        }

        var total = await found.LongCountAsync(cancellationToken);
        var (from, to) = (PageKey.Parse(after), PageKey.Parse(before));
        var window = (from, to) switch
        {
            (_, { } key) => found.Where(i => i.FiledAt > key.At || (i.FiledAt == key.At && i.Id.CompareTo(key.Id) > 0)).OrderBy(i => i.FiledAt).ThenBy(i => i.Id),
            ({ } key, _) => found.Where(i => i.FiledAt < key.At || (i.FiledAt == key.At && i.Id.CompareTo(key.Id) < 0)).OrderByDescending(i => i.FiledAt).ThenByDescending(i => i.Id),
            _ => found.OrderByDescending(i => i.FiledAt).ThenByDescending(i => i.Id),
        };
        var page = KeyPage.Of(await window.Take(Size + 1).ToListAsync(cancellationToken), Size, from, to, i => new PageKey(i.FiledAt!.Value, i.Id));
        Rows = page.Items;
        Pager = new Pager(Rows.Count, total, page.Previous is { } previous ? Href(OnlyInclusive, $"&before={previous}") : null, page.Next is { } next ? Href(OnlyInclusive, $"&after={next}") : null);
    }
}
