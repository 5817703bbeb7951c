using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.Filters;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>案件查询: by number, institution, matter, status and day of submission.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class CaseSearchModel(CaseSearch search, SavedFilters saved, CaseAccess access, PackCatalog packs, CurrentUser user, Texts texts) : PageModel
{
    public CaseFilter Filter { get; private set; } = CaseFilter.None;

    public CasePage Cases { get; private set; } = null!;

    public bool IsOperator => access.IsOperator;

    public bool SeesWholeCounty => access.SeesWholeCounty;

    public bool MaySeeAny => user.Kind is ActorKind.Officer or ActorKind.Operator;

    public IReadOnlyList<Matter> Matters => packs.Find(user.TenantId)?.Matters ?? [];

    public IActionResult OnGet(string? after, string? before)
    {
        if (Request.Query.Count == 0 && saved.DefaultOf(FilterPlace.Cases) is { } chosen && CaseFilter.Read(chosen) is { IsNarrowed: true } first)
        {
            return LocalRedirect(first.Href());
        }

        Filter = CaseFilter.Read(Request.Query);
        Cases = search.Read(Filter, PageKey.Parse(after), PageKey.Parse(before));
        return Page();
    }

    public string MatterName(CaseLine line) => Matters.FirstOrDefault(m => m.Code == line.MatterCode)?.Name ?? line.Title;

    public string Status(CaseStatus status) => CaseWords.Of(status, texts);
}
