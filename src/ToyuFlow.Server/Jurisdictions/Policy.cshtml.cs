using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>The policy document line for line, so that any rule can be opened at its sentence: #L15.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class PolicyModel(PackCatalog packs, CurrentUser user) : PageModel
{
    public PolicyPack Pack { get; private set; } = null!;

    public bool IsAdministrator => user.Office == AdministratorOffice.System;

    public void OnGet() => Pack = packs.Find(user.TenantId) ?? throw new MissingException();
}
