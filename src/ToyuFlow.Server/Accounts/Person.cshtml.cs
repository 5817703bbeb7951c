using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>One account: stop it, open it again, set a new password.</summary>
[Authorize(Policy = Policies.SystemAdministrator)]
public sealed class PersonModel(PeopleList people, CurrentUser user, Steps steps, TimeProvider time, Texts texts) : PageModel
{
    /// <summary>The password travels to the next page in the encrypted cookie and is gone once it was shown.</summary>
    public const string OnceKey = "one-time-password";

    public PersonItem Person { get; private set; } = null!;

    public string? PasswordShownOnce { get; private set; }

    public bool IsLocked => Person.LockedUntil > time.GetUtcNow();

    public void OnGet(Guid id)
    {
        Person = people.Find(user.TenantId, id) ?? throw new MissingException();
        PasswordShownOnce = TempData[OnceKey] as string;
    }

    public Task<IActionResult> OnPostDisableAsync(Guid id) =>
        DoAsync(id, (manage, token) => manage.DisableAsync(id, token), "账号已停用，此人已退出登录；他认领的任务已退回岗位。");

    public Task<IActionResult> OnPostEnableAsync(Guid id) =>
        DoAsync(id, (manage, token) => manage.EnableAsync(id, token), "账号已重新启用。");

    public async Task<IActionResult> OnPostResetAsync(Guid id)
    {
        var password = OneTimePassword.New();
        var done = await DoAsync(id, (manage, token) => manage.ResetPasswordAsync(id, password, token), "已设置新的一次性密码，原密码已失效。");
        TempData[OnceKey] = password;
        return done;
    }

    private async Task<IActionResult> DoAsync(Guid id, Func<ManagePerson, CancellationToken, Task> act, string done)
    {
        await steps.RunAsync(user.Actor, null, act, HttpContext.RequestAborted);
        TempData.Done(texts[done]);
        return LocalRedirect($"/accounts/person/{id}");
    }
}
