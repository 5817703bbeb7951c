using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>开通账号: an account with a password that is shown once and good for one sign-in.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class NewPersonModel(CurrentUser user, Steps steps, Texts texts) : PageModel
{
    private PersonEntries _entries = new();

    public string Operation => _entries.Operation;

    public ErrorSummary Errors => ErrorSummary.From(Fields);

    public IReadOnlyList<FormField> Fields => _entries.Fields(texts, "kind", texts["人员类别"],
        [new(nameof(ActorKind.Officer), texts["单位工作人员"], texts["由安全管理员授予岗位后才能办件。"]), new(nameof(ActorKind.Operator), texts["举办者"], texts["为自己的机构办事。"])]);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        _entries = PersonEntries.Read(Request.Form);
        var password = OneTimePassword.New();
        var request = _entries.ToPerson(password, Enum.TryParse<ActorKind>(_entries.Value("kind"), out var kind) ? kind : ActorKind.System);
        try
        {
            var id = await steps.RunAsync<ManagePerson, Guid>(user.Actor, Operation, (manage, token) => manage.AddAsync(request, token), HttpContext.RequestAborted);
            TempData[PersonModel.OnceKey] = password;
            TempData.Done(texts["已为 {0} 开通账号。", request.DisplayName]);
            return LocalRedirect($"/accounts/person/{id}");
        }
        catch (InvalidInputException error)
        {
            _entries.Errors = error.Errors;
            return Page();
        }
    }
}
