using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Feed;

/// <summary>期限日历: what it is, its address once after it was made, and how to end it.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class FeedModel(FeedReader reader, CurrentUser user, Steps steps, Texts texts) : PageModel
{
    public const string Path = "/inbox/feed";

    private const string Fresh = "feed-address";

    public DateTimeOffset? Since { get; private set; }

    /// <summary>Shown this once.</summary>
    public string? Address { get; private set; }

    public void OnGet() => (Since, Address) = (reader.Since(user), TempData[Fresh] as string);

    public async Task<IActionResult> OnPostRenewAsync()
    {
        var secret = FeedSecret.New();
        await RunAsync(keep => keep.Renew(FeedSecret.HashOf(secret)));
        TempData[Fresh] = $"{Request.Scheme}://{Request.Host}{Path}/{secret}.ics";
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostOffAsync()
    {
        await RunAsync(keep => keep.SwitchOff());
        TempData.Done(texts["期限日历已停用，原来的地址不再有效。"]);
        return LocalRedirect(Path);
    }

    private Task RunAsync(Action<KeepFeed> act) => steps.RunAsync<KeepFeed>(
        user.Actor, null,
        (keep, _) =>
        {
            act(keep);
            return Task.CompletedTask;
        },
        HttpContext.RequestAborted);
}
