using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Migration;

namespace ToyuFlow.Server.Workflows;

/// <summary>迁移: which running instances can go over to the published version, what each keeps, and carrying it out.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class MigrationModel(MigrationPlan plan, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    /// <summary>The rest is counted.</summary>
    public const int Shown = 200;

    public string Id { get; private set; } = "";

    public MigrationView View { get; private set; } = null!;

    public void OnGet(string id) => (Id, View) = (id, plan.Read(user.TenantId, id) ?? throw new MissingException());

    public async Task<IActionResult> OnPostAsync(string id)
    {
        await steps.RunAsync<MigrateInstances>(user.Actor, null, (migrate, _) =>
        {
            migrate.Begin(id);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        TempData.Done(texts["迁移已经开始，可以离开本页。"]);
        return LocalRedirect($"/workflows/migration/{Uri.EscapeDataString(id)}");
    }
}
