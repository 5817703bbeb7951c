using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>增加管理员: proposed here, made when another administrator confirms it.</summary>
[Authorize(Policy = Policies.AnyAdministrator)]
public sealed class NewAdministratorModel(CurrentUser user, Steps steps, Texts texts) : PageModel
{
    private PersonEntries _entries = new();

    public string Operation => _entries.Operation;

    public ErrorSummary Errors => ErrorSummary.From(Fields);

    public IReadOnlyList<FormField> Fields => _entries.Fields(texts, "office", texts["职责"],
    [
        new(nameof(AdministratorOffice.System), texts["系统管理员"], texts["管理账号、流程、政策包和定时任务。"]),
        new(nameof(AdministratorOffice.Security), texts["安全管理员"], texts["授予和收回岗位。"]),
        new(nameof(AdministratorOffice.Audit), texts["审计管理员"], texts["查看审计记录。"]),
    ]);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        _entries = PersonEntries.Read(Request.Form);
        var request = _entries.ToPerson("", ActorKind.Administrator) with { Office = Enum.TryParse<AdministratorOffice>(_entries.Value("office"), out var office) ? office : null };
        try
        {
            await steps.RunAsync<AdministratorChanges>(user.Actor, Operation, (changes, token) => changes.ProposeNewAsync(request, token), HttpContext.RequestAborted);
            TempData.Done(texts["已提出，等另一名管理员确认后生效。"]);
            return LocalRedirect(AdministratorsModel.Path);
        }
        catch (InvalidInputException error)
        {
            _entries.Errors = error.Errors;
            return Page();
        }
    }
}
