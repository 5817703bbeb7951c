using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Edits;

namespace ToyuFlow.Server.Workflows;

/// <summary>One instance: where it stands, how it came there, and ending it.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class InstanceModel(InstanceDetails details, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public InstanceView View { get; private set; } = null!;

    public void OnGet(Guid id) => View = details.Read(user.TenantId, id) ?? throw new MissingException();

    public async Task<IActionResult> OnPostEditAsync(Guid id, string? name, string? value, string? reason)
    {
        await steps.RunAsync<VariableEdits>(user.Actor, null, (edits, _) =>
        {
            edits.Propose(id, name ?? "", value ?? "", reason ?? "");
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        TempData.Done(texts["已经提出，另一位管理员确认后生效。"]);
        return LocalRedirect($"/workflows/instance/{id}");
    }

    public async Task<IActionResult> OnPostCancelAsync(Guid id, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            TempData.Warn(texts["请写明终止的原因。"]);
        }
        else
        {
            await steps.RunAsync<WorkflowHost>(user.Actor, null, (host, token) => host.CancelAsync(id, reason.Trim(), token), HttpContext.RequestAborted);
            TempData.Done(texts["流程已终止，本件已结束，申请人可以在办理进度中看到。"]);
        }

        return LocalRedirect($"/workflows/instance/{id}");
    }
}
