using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>管理员: who holds the three offices, and what one administrator has proposed and another is to decide.</summary>
[Authorize(Policy = Policies.AnyAdministrator)]
public sealed class AdministratorsModel(AdministratorList administrators, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/accounts/administrators";

    public IReadOnlyList<PersonItem> People { get; private set; } = [];

    public IReadOnlyList<AdministratorChange> Changes { get; private set; } = [];

    public string? PasswordShownOnce { get; private set; }

    public IEnumerable<AdministratorChange> Open => Changes.Where(c => c.State == AdministratorChangeState.Open);

    public IEnumerable<AdministratorChange> Decided => Changes.Where(c => c.State != AdministratorChangeState.Open);

    public bool IsSelf(PersonItem person) => person.Id == user.PersonId;

    public bool MayDecide(AdministratorChange change) => change.MayDecide(user.PersonId, user.Office!.Value);

    /// <summary>What is to happen, as a key of the texts.</summary>
    public static string Words(AdministratorChangeKind kind) => kind switch
    {
        AdministratorChangeKind.Make => "增加管理员",
        AdministratorChangeKind.ResetPassword => "重置密码",
        AdministratorChangeKind.Disable => "停用账号",
        _ => "重新启用",
    };

    public void OnGet()
    {
        (People, Changes) = (administrators.People(user.TenantId), administrators.Changes(user.TenantId));
        PasswordShownOnce = TempData[PersonModel.OnceKey] as string;
    }

    public async Task<IActionResult> OnPostProposeAsync(Guid person, AdministratorChangeKind kind)
    {
        await steps.RunAsync<AdministratorChanges>(user.Actor, null, (changes, token) => changes.ProposeAsync(person, kind, token), HttpContext.RequestAborted);
        TempData.Done(texts["已提出，等另一名管理员确认后生效。"]);
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid change)
    {
        var password = OneTimePassword.New();
        var kind = administrators.Changes(user.TenantId).FirstOrDefault(c => c.Id == change)?.Kind;
        await steps.RunAsync<AdministratorChanges>(user.Actor, null, (changes, token) => changes.ConfirmAsync(change, password, token), HttpContext.RequestAborted);
        if (kind is AdministratorChangeKind.Make or AdministratorChangeKind.ResetPassword)
        {
            TempData[PersonModel.OnceKey] = password;
        }

        TempData.Done(texts["已确认，立即生效。"]);
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostRefuseAsync(Guid change)
    {
        await steps.RunAsync<AdministratorChanges>(user.Actor, null, (changes, token) => changes.RefuseAsync(change, token), HttpContext.RequestAborted);
        TempData.Done(texts["已退回，账号没有变化。"]);
        return LocalRedirect(Path);
    }
}
