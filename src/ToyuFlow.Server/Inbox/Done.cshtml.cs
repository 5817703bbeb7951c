using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>已办: what I decided and when.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class DoneModel(DoneQuery done, CurrentUser user) : PageModel
{
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    public DonePage Tasks { get; private set; } = null!;

    public void OnGet(string? after, string? before) => Tasks = done.Read(user.TenantId, user.PersonId, Text, PageKey.Parse(after), PageKey.Parse(before));

    public string? Href(string name, PageKey? key) =>
        key is null ? null : QueryHelpers.AddQueryString("/inbox/done", new Dictionary<string, string?> { ["q"] = Text, [name] = key.ToString() });
}
