using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>政策包: what the document says, what national rules fill in, what was set here, what is still open.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class PackModel(PackCatalog packs, CurrentUser user) : PageModel
{
    public const string Path = "/jurisdictions";

    [BindProperty(Name = "view", SupportsGet = true)]
    public string? Chosen { get; set; }

    public PolicyPack Pack { get; private set; } = null!;

    public IReadOnlyList<MissingSetting> Missing { get; private set; } = [];

    public IReadOnlyList<PackRule> Rules { get; private set; } = [];

    public string Shown => Chosen is "missing" or "findings" or "document" or "national" or "local" ? Chosen : Missing.Count > 0 ? "missing" : "document";

    public IEnumerable<IGrouping<string, PackRule>> Groups => Rules.Where(r => r.Source.Origin == Origin).GroupBy(r => r.Group);

    private RuleOrigin Origin => Shown switch
    {
        "national" => RuleOrigin.National,
        "local" => RuleOrigin.Tenant,
        _ => RuleOrigin.Document,
    };

    public void OnGet()
    {
        Pack = packs.Find(user.TenantId) ?? throw new MissingException();
        Missing = Pack.MustBeConfigured();
        Rules = PackRules.Of(Pack);
    }

    public int Count(RuleOrigin origin) => Rules.Count(r => r.Source.Origin == origin);
}
