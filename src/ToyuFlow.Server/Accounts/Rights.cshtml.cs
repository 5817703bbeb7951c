using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>岗位授权: which officer holds which post. No accounts, and no administrators among them.</summary>
[Authorize(Policy = Policies.SecurityAdministrator)]
public sealed class RightsModel(PeopleList people, CurrentUser user) : PageModel
{
    public const string Path = "/accounts/rights";

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    public PeoplePage People { get; private set; } = null!;

    public void OnGet(string? after, string? before) =>
        People = people.Read(user.TenantId, new PeopleFilter(Text, ActorKind.Officer), PageKey.Parse(after), PageKey.Parse(before));

    public string? Href(string name, PageKey? key) =>
        key is null ? null : QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["q"] = string.IsNullOrWhiteSpace(Text) ? null : Text, [name] = key.ToString() });
}
