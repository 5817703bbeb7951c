using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>Leads everybody to the page of their work, and the public to what is public.</summary>
[AllowAnonymous]
public sealed class HomeModel(CurrentUser user, PublicCounties counties, IEnumerable<NavigationEntry> navigation) : PageModel
{
    public IReadOnlyList<CountyFigures> Counties { get; private set; } = [];

    /// <summary>The public pages of all folders.</summary>
    public IEnumerable<NavigationEntry> Doors => navigation.Where(e => e.Area == Areas.Public && e.Href != FrameLinks.Home).OrderBy(e => e.Order);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (user.IsSignedIn)
        {
            return LocalRedirect(Start());
        }

        var figures = new List<CountyFigures>();
        foreach (var county in await counties.ListAsync(cancellationToken))
        {
            var institutions = counties.Institutions(county.Id);
            figures.Add(new CountyFigures(
                county,
                await institutions.CountAsync(cancellationToken),
                await institutions.SumAsync(i => i.Places, cancellationToken),
                await institutions.CountAsync(i => i.IsInclusive, cancellationToken)));
        }

        Counties = figures;
        return Page();
    }

    private string Start() => user switch
    {
        { Kind: ActorKind.Operator } => "/portal/institutions",
        { Kind: ActorKind.Administrator, Office: AdministratorOffice.System } => "/workflows/instances",
        { Kind: ActorKind.Administrator, Office: AdministratorOffice.Security } => "/accounts/rights",
        { Kind: ActorKind.Administrator } => "/audit",
        _ => "/inbox",
    };
}

/// <summary>A county in three numbers: filed institutions, their places, how many are inclusive (普惠).</summary>
public sealed record CountyFigures(Tenant County, int Institutions, int Places, int Inclusive);
