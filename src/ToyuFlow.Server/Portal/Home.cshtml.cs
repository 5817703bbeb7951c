using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>Leads everybody to the page of their work.</summary>
[AllowAnonymous]
public sealed class HomeModel(CurrentUser user) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(user switch
    {
        { IsSignedIn: false } => "/accounts/signin",
        { Kind: ActorKind.Operator } => "/portal/institutions",
        { Kind: ActorKind.Administrator, Office: AdministratorOffice.System } => "/workflows/instances",
        { Kind: ActorKind.Administrator, Office: AdministratorOffice.Security } => "/accounts/rights",
        { Kind: ActorKind.Administrator } => "/audit",
        _ => "/inbox",
    });
}
