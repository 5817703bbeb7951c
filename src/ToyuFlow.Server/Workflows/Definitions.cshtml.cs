using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Workflows;

/// <summary>流程定义: what is published, and what still runs on older versions.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class DefinitionsModel(DefinitionList definitions, CurrentUser user) : PageModel
{
    public const string Path = "/workflows/definitions";

    public IReadOnlyList<DefinitionItem> Definitions { get; private set; } = [];

    public void OnGet() => Definitions = definitions.Read(user.TenantId);
}
