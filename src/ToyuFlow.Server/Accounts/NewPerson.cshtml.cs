using System.Globalization;
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
    private readonly Dictionary<string, string> _values = [];
    private IReadOnlyList<Storage.FieldError> _errors = [];

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public ErrorSummary Errors => ErrorSummary.From(Fields);

    public IReadOnlyList<FormField> Fields =>
    [
        Field("kind", texts["人员类别"], FieldKind.Choice, true, null,
            [new(nameof(ActorKind.Officer), texts["单位工作人员"], texts["由安全管理员授予岗位后才能办件。"]), new(nameof(ActorKind.Operator), texts["举办者"], texts["为自己的机构办事。"])]),
        Field("displayName", texts["姓名"], FieldKind.Text, true, null) with { MaxLength = 40 },
        Field("userName", texts["账号"], FieldKind.Text, true, texts["登录时用，开通后不能改。例如姓名拼音加工号。"]) with { MaxLength = 50 },
        Field("phone", texts["联系电话"], FieldKind.Phone, false, null),
        Field("email", texts["邮箱"], FieldKind.Text, false, texts["填写后会同时用邮件提醒。"]) with { MaxLength = 254 },
    ];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(string? operation)
    {
        foreach (var (name, value) in Request.Form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            _values[name] = value.ToString().Trim();
        }

        var password = OneTimePassword.New();
        var request = new NewPerson(Value("userName"), Value("displayName"), password, Enum.TryParse<ActorKind>(Value("kind"), out var kind) ? kind : ActorKind.System)
        {
            Email = Value("email") is { Length: > 0 } email ? email : null,
            Phone = Value("phone") is { Length: > 0 } phone ? phone : null,
        };
        try
        {
            var id = await steps.RunAsync<ManagePerson, Guid>(user.Actor, operation, (manage, token) => manage.AddAsync(request, token), HttpContext.RequestAborted);
            TempData[PersonModel.OnceKey] = password;
            TempData.Done(texts["已为 {0} 开通账号。", request.DisplayName]);
            return LocalRedirect($"/accounts/person/{id}");
        }
        catch (InvalidInputException error)
        {
            _errors = error.Errors;
            Operation = operation ?? Operation;
            return Page();
        }
    }

    private string Value(string code) => _values.GetValueOrDefault(code, "");

    private FormField Field(string code, string label, FieldKind kind, bool required, string? help, IReadOnlyList<FieldOption>? options = null) =>
        new(code, label, kind, Value(code), required, options, help, _errors.FirstOrDefault(e => e.Field == code)?.Message);
}
