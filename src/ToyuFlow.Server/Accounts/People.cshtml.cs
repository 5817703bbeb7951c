using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>人员账号: everybody who can sign in.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class PeopleModel(PeopleList people, CurrentUser user) : PageModel
{
    public const string Path = "/accounts/people";

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(Name = "kind", SupportsGet = true)]
    public ActorKind? Kind { get; set; }

    public PeoplePage People { get; private set; } = null!;

    public void OnGet(string? after, string? before) =>
        People = people.Read(user.TenantId, new PeopleFilter(Text, Kind), PageKey.Parse(after), PageKey.Parse(before));

    public string Href(ActorKind? kind) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?> { ["kind"] = kind?.ToString(), ["q"] = string.IsNullOrWhiteSpace(Text) ? null : Text });

    public string? Href(string name, PageKey? key) => key is null ? null : QueryHelpers.AddQueryString(Href(Kind), name, key.ToString());
}
