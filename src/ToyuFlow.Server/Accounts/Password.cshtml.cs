using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;

namespace ToyuFlow.Server.Accounts;

/// <summary>Changes one's own password; everybody else who is signed in under it is signed out.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class PasswordModel(UserManager<Person> people, CurrentUser user, Texts texts) : PageModel
{
    public bool MustChange => user.MustChangePassword;

    public ErrorSummary Errors { get; private set; } = new([]);

    public async Task<IActionResult> OnPostAsync(string? old, string? @new, string? again)
    {
        if (@new != again)
        {
            return Wrong("field-again", texts["两次输入的新密码不一样。"]);
        }

        var person = await people.FindByIdAsync(user.PersonId.ToString()) ?? throw new InvalidOperationException("The person is gone.");
        var changed = await people.ChangePasswordAsync(person, old ?? "", @new ?? "");
        if (!changed.Succeeded)
        {
            Errors = new ErrorSummary([.. changed.Errors.Select(e => new FieldError(e.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? "field-old" : "field-new", e.Description))]);
            return Page();
        }

        person.MustChangePassword = false;
        await people.UpdateAsync(person);
        await HttpContext.SignInWithRightsAsync(user, person.SecurityStamp!);
        TempData.Done(texts["密码已修改，其他设备上的登录已退出。"]);
        return LocalRedirect("/");
    }

    private PageResult Wrong(string field, string message)
    {
        Errors = new ErrorSummary([new FieldError(field, message)]);
        return Page();
    }
}
