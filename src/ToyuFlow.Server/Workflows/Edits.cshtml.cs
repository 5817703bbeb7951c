using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Edits;

namespace ToyuFlow.Server.Workflows;

/// <summary>变量修改: what one administrator wants to change in an instance waits here for another.</summary>
[Authorize(Policy = Policies.AnyAdministrator)]
public sealed class EditsModel(DatabaseReader reader, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/workflows/edits";

    public IReadOnlyList<VariableEdit> Waiting { get; private set; } = [];

    public void OnGet() => Waiting = reader.Read(sql => VariableEdit.List(sql, user.TenantId));

    public bool MayConfirm(VariableEdit edit) => edit.PersonId != user.Actor.PersonId;

    public async Task<IActionResult> OnPostConfirmAsync(Guid id)
    {
        await steps.RunAsync<VariableEdits>(user.Actor, null, (edits, token) => edits.ConfirmAsync(id, token), HttpContext.RequestAborted);
        TempData.Done(texts["变量已经修改。"]);
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid id)
    {
        await steps.RunAsync<VariableEdits>(user.Actor, null, (edits, _) =>
        {
            edits.Refuse(id);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        TempData.Done(texts["没有修改。"]);
        return LocalRedirect(Path);
    }
}
