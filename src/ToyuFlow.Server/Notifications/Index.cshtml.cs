using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>消息: what the service has told me; opening one marks it as read.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class NoticesModel(NoticeList notices, CurrentUser user, Steps steps, TimeProvider time, Texts texts) : PageModel
{
    [BindProperty(Name = "unread", SupportsGet = true)]
    public bool OnlyUnread { get; set; }

    public NoticePage Notices { get; private set; } = null!;

    public long Unread { get; private set; }

    public long Until { get; private set; }

    public void OnGet(string? after, string? before)
    {
        Until = time.GetUtcNow().ToUnixTimeMilliseconds();
        Notices = notices.Read(user.TenantId, user.PersonId, OnlyUnread, PageKey.Parse(after), PageKey.Parse(before));
        Unread = notices.CountUnread(user.TenantId, user.PersonId);
    }

    public async Task<IActionResult> OnPostOpenAsync(Guid id)
    {
        var notice = notices.Find(user.TenantId, user.PersonId, id) ?? throw new MissingException();
        await steps.RunAsync<ReadNotices>(user.Actor, null, (read, _) =>
        {
            read.One(id);
            return Task.CompletedTask;
        }, HttpContext.RequestAborted);
        return LocalRedirect(Url.IsLocalUrl(notice.Href) ? notice.Href : "/notifications");
    }

    public async Task<IActionResult> OnPostAllAsync(long until)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(until, 0, time.GetUtcNow().ToUnixTimeMilliseconds()));
        var count = await steps.RunAsync<ReadNotices, int>(user.Actor, null, (read, _) => Task.FromResult(read.Until(at)), HttpContext.RequestAborted);
        TempData.Done(texts["已把 {0} 条消息标为已读。", count]);
        return LocalRedirect("/notifications");
    }

    public string? Href(string name, PageKey? key) =>
        key is null ? null : QueryHelpers.AddQueryString("/notifications", new Dictionary<string, string?> { ["unread"] = OnlyUnread ? "true" : null, [name] = key.ToString() });
}
