using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.Filters;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>待办: what waits for me and my posts, the most urgent first.</summary>
[Authorize(Policy = Policies.SignedIn)]
public sealed class InboxModel(InboxQuery inbox, SavedFilters saved, CurrentUser user, Steps steps, WorkingCalendar calendar, TimeProvider time, Texts texts) : PageModel
{
    private const int MostStepChips = 6;

    public InboxFilter Filter { get; private set; } = InboxFilter.None;

    public InboxPage Tasks { get; private set; } = null!;

    public IReadOnlyList<StepCount> StepCounts { get; private set; } = [];

    public long Overdue { get; private set; }

    public long DueToday { get; private set; }

    public long Pool { get; private set; }

    /// <summary>What came later is announced, and not put under the hand of whoever reads.</summary>
    public long DrawnAt { get; private set; }

    public bool IsOfficer => user.Kind == ActorKind.Officer;

    public bool IsOperator => user.Kind == ActorKind.Operator;

    public string Operation { get; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public IActionResult OnGet()
    {
        if (Request.Query.Count == 0 && saved.DefaultOf(FilterPlace.Inbox) is { } chosen)
        {
            return LocalRedirect(InboxFilter.Read(chosen).Href());
        }

        if (Request.Query.Count == 0 && InboxFilter.Recall(Request.Cookies[InboxFilter.Cookie]) is { IsNarrowed: true } remembered)
        {
            return LocalRedirect(remembered.Href());
        }

        Filter = InboxFilter.Read(Request.Query);
        if (Request.Query.Count > 0)
        {
            Response.Cookies.Append(InboxFilter.Cookie, Filter.Remembered, new CookieOptions { MaxAge = TimeSpan.FromDays(180), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Path = InboxFilter.Path });
        }

        var now = time.GetUtcNow();
        DrawnAt = now.ToUnixTimeMilliseconds();
        var request = Filter.Request(user, now);
        Tasks = inbox.Read(request with { After = PageKey.Parse(Request.Query["after"]), Before = PageKey.Parse(Request.Query["before"]) });
        StepCounts = [.. inbox.Steps(request).Take(MostStepChips)];
        Overdue = inbox.Count((Filter with { Due = InboxDue.Overdue }).Request(user, now));
        DueToday = inbox.Count((Filter with { Due = InboxDue.Today }).Request(user, now));
        Pool = IsOfficer ? inbox.Count((Filter with { Scope = InboxScope.Pool }).Request(user, now)) : 0;
        return Page();
    }

    public async Task<IActionResult> OnPostClaimAsync(Guid[] ids, Guid? one, string? operation)
    {
        var chosen = one is { } single ? [single] : ids;
        if (chosen.Length == 0)
        {
            TempData.Warn(texts["请先勾选要认领的任务。"]);
            return Back();
        }

        var outcome = await steps.RunAsync<ClaimTask, ClaimOutcome>(user.Actor, operation, (claim, _) => Task.FromResult(claim.ClaimAll(chosen)), HttpContext.RequestAborted);
        if (outcome.Taken == 0)
        {
            TempData.Done(texts["已认领 {0} 项任务，现在由您办理。", outcome.Claimed]);
        }
        else
        {
            TempData.Warn(texts["认领了 {0} 项；另有 {1} 项已被同岗位的同事先认领。", outcome.Claimed, outcome.Taken]);
        }

        return Back();
    }

    public DueWords Due(InboxItem item) => item.IsHeld ? DueWords.Held : DueWords.Of(calendar, time.GetUtcNow(), item.DueAt, item.PromisedDueAt);

    public string PostName(InboxItem item) => user.Posts.FirstOrDefault(p => p.PostId == item.PostId)?.Name ?? "";

    /// <summary>The same filters and the same place in the list.</summary>
    private LocalRedirectResult Back()
    {
        var query = Request.Query.Where(p => p.Key != "handler").Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value.ToString())}").ToList();
        return LocalRedirect(query.Count == 0 ? InboxFilter.Path : $"{InboxFilter.Path}?{string.Join('&', query)}");
    }
}
