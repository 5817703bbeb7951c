using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>抄送我的, with a mark of what one has read.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CopiesModel(CopiesQuery copies, CurrentUser user, Steps steps) : PageModel
{
    public const string Path = "/inbox/copies";

    public CopiesPage Copies { get; private set; } = null!;

    public void OnGet(string? after, string? before) => Copies = copies.Read(user.TenantId, user.PersonId, PageKey.Parse(after), PageKey.Parse(before));

    public async Task<IActionResult> OnPostReadAsync(Guid[] ids)
    {
        var marked = await steps.RunAsync<CopyCase, int>(user.Actor, null, (copy, _) => Task.FromResult(copy.MarkRead(ids)), HttpContext.RequestAborted);
        return marked > 0 || ids.Length == 0 ? LocalRedirect(Path) : throw new ConflictException("已经标过已阅。");
    }

    public string? Href(string name, PageKey? key) => key is null ? null : QueryHelpers.AddQueryString(Path, name, key.ToString());
}
