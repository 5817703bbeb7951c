using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;
using FieldError = ToyuFlow.Server.Layout.Forms.FieldError;

namespace ToyuFlow.Server.Accounts;

/// <summary>Signs in with name and password. A wrong name, a wrong password and a disabled account look and take the same.</summary>
[AllowAnonymous]
public sealed class SignInModel(SignInManager<Person> signIn, UserManager<Person> people, IPasswordHasher<Person> hasher, Steps steps, Texts texts) : PageModel
{
    private const string Done = "signin.done";

    private static readonly Person Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<Person>().HashPassword(Nobody, "nobody's password");

    [BindProperty(Name = "userName")]
    public string? UserName { get; set; }

    [BindProperty(Name = "back", SupportsGet = true)]
    public string? Back { get; set; }

    public ErrorSummary Errors { get; private set; } = new([]);

    public async Task<IActionResult> OnPostAsync(string? password)
    {
        var person = UserName is null ? null : await people.FindByNameAsync(UserName.Trim());
        if (person is null || person.IsDisabled)
        {
            hasher.VerifyHashedPassword(Nobody, NobodysHash, password ?? "");
            return Refused("账号或密码不对。");
        }

        var result = await signIn.CheckPasswordSignInAsync(person, password ?? "", lockoutOnFailure: true);
        await RecordAsync(person, result.Succeeded ? Done : result.IsLockedOut ? "signin.locked" : "signin.failed");
        if (!result.Succeeded)
        {
            return Refused(result.IsLockedOut ? "连续输错次数过多，账号已锁定 15 分钟，请稍后再试。" : "账号或密码不对。");
        }

        var user = new CurrentUser { PersonId = person.Id, TenantId = person.TenantId, DisplayName = person.DisplayName, Kind = person.Kind, Office = person.Office };
        await HttpContext.SignInWithRightsAsync(user, person.SecurityStamp!);
        return LocalRedirect(Url.IsLocalUrl(Back) ? Back : "/");
    }

    private PageResult Refused(string sentence)
    {
        Errors = new ErrorSummary([new FieldError("field-userName", texts[sentence])]);
        return Page();
    }

    private Task RecordAsync(Person person, string action) => steps.RunAsync(
        new Actor(person.Id, person.DisplayName, person.Kind, person.TenantId), null,
        (services, _) =>
        {
            services.GetRequiredService<AuditTrail>().Record(action, "person", person.Id.ToString());
            if (action == Done)
            {
                var step = services.GetRequiredService<Step>();
                step.Sql.Execute(
                    "update person set last_sign_in_at = @now where tenant_id = @tenant and id = @id", ("now", step.Now), ("tenant", step.TenantId), ("id", person.Id));
            }

            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
}
