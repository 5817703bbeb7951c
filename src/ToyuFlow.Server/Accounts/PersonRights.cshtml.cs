using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The posts of one officer: give, take.</summary>
[Authorize(Policy = Policies.SecurityAdministrator)]
public sealed class PersonRightsModel(PeopleList people, UnitList units, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public PersonItem Person { get; private set; } = null!;

    public IReadOnlyList<UnitItem> Units { get; private set; } = [];

    public void OnGet(Guid id)
    {
        Person = people.Find(user.TenantId, id) is { Kind: ActorKind.Officer } found ? found : throw new MissingException();
        Units = units.Read(user.TenantId);
    }

    public bool Holds(PostItem post) => Person.Posts.Any(p => p.PostId == post.Id);

    public async Task<IActionResult> OnPostGiveAsync(Guid id, Guid? post)
    {
        if (post is not { } chosen)
        {
            TempData.Warn(texts["请先选择岗位。"]);
            return LocalRedirect($"/accounts/personrights/{id}");
        }

        await steps.RunAsync<StaffRegister>(user.Actor, null, (staff, token) => staff.GivePostAsync(id, chosen, token), HttpContext.RequestAborted);
        TempData.Done(texts["已授予岗位，立即生效。"]);
        return LocalRedirect($"/accounts/personrights/{id}");
    }

    public async Task<IActionResult> OnPostTakeAsync(Guid id, Guid post)
    {
        await steps.RunAsync<StaffRegister>(user.Actor, null, (staff, token) => staff.TakePostAsync(id, post, token), HttpContext.RequestAborted);
        TempData.Done(texts["已收回岗位，立即生效；此人在这个岗位认领的任务已退回岗位。"]);
        return LocalRedirect($"/accounts/personrights/{id}");
    }
}
