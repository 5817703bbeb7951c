using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>无人办理: the cases that nobody would take up by themselves, and what can be done.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class LostModel(LostCases cases, DatabaseReader reader, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/inbox/lost";

    public IReadOnlyList<LostCase> Found { get; private set; } = [];

    public long OpenCases { get; private set; }

    public void OnGet()
    {
        Found = cases.Of(user.TenantId);
        OpenCases = reader.Read(sql => sql.Scalar<long>("select count(*) from case_file where tenant_id = @tenant and status in ('Submitted', 'Correcting', 'Accepted')", ("tenant", user.TenantId)));
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        await steps.RunAsync<MendLostCase>(user.Actor, null, (mend, _) =>
        {
            mend.Run(id);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        TempData.Done(texts["已恢复。"]);
        return LocalRedirect(Path);
    }
}
