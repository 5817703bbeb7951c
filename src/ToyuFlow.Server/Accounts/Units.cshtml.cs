using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ToyuFlow.Server.Accounts;

/// <summary>单位: who does what in the county, as its policy pack says, and who holds the posts.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class UnitsModel(UnitList units, RoleNames roles, CurrentUser user) : PageModel
{
    public IReadOnlyList<UnitItem> Units { get; private set; } = [];

    public int EmptyPosts => Units.SelectMany(u => u.Posts).Count(p => !p.Holders.Any(h => !h.IsDisabled));

    public void OnGet() => Units = units.Read(user.TenantId);

    public string RoleName(string roleId) => roles.Of(user.TenantId, roleId);
}
