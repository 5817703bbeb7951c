using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>办事指南: what can be applied for in a county, who decides, how long it takes, what to bring.</summary>
[AllowAnonymous]
public sealed class GuideModel(PublicCounties counties, PackCatalog packs) : PageModel
{
    [BindProperty(Name = "tenant", SupportsGet = true)]
    public string? TenantId { get; set; }

    public Tenant County { get; private set; } = null!;

    public IReadOnlyList<Tenant> Counties { get; private set; } = [];

    public PolicyPack Pack { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        (County, Counties) = await counties.ChooseAsync(TenantId, cancellationToken);
        Pack = packs.Find(County.Id) ?? throw new MissingException();
    }
}
