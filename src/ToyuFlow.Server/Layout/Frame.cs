using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ToyuFlow.Server.Layout;

/// <summary>What the page frame shows around a page: navigation, counts, person, county.</summary>
public sealed class Frame(
    IEnumerable<NavigationEntry> entries,
    IAuthorizationService authorization,
    IOptions<LayoutOptions> options,
    IHttpContextAccessor accessor,
    IFrameCounts? counts = null)
{
    private const string CollapsedCookie = "toyuflow.nav";

    public LayoutOptions Options { get; } = options.Value;

    public static string Version { get; } = typeof(Frame).Assembly.GetName().Version?.ToString(3) ?? "";

    private HttpContext Context => accessor.HttpContext!;

    public ClaimsPrincipal User => Context.User;

    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    public string PersonName => User.Identity?.Name ?? "";

    public string? County => User.FindFirstValue(Areas.CountyClaimType);

    public bool IsCollapsed => Context.Request.Cookies[CollapsedCookie] == "collapsed";

    /// <summary>Where the language switch returns to: the page one is on, never another host.</summary>
    public string Here => Context.Request.Path + Context.Request.QueryString;

    public Task<FrameCounts> CountsAsync() =>
        counts is null || !IsSignedIn ? Task.FromResult(FrameCounts.None) : counts.OfAsync(User, Context.RequestAborted);

    /// <summary>The entries that this person may open, by area, with the one that they are on marked.</summary>
    public async Task<IReadOnlyList<NavigationGroup>> NavigationAsync()
    {
        var groups = new List<NavigationGroup>();
        foreach (var (area, heading) in Areas.InOrder.Where(a => Sees(a.Area)))
        {
            var visible = new List<NavigationEntry>();
            foreach (var entry in entries.Where(e => e.Area == area && !StandsInLaterArea(e)).OrderBy(e => e.Order))
            {
                if (entry.Policy is null || (await authorization.AuthorizeAsync(User, entry.Policy)).Succeeded)
                {
                    visible.Add(entry);
                }
            }
            if (visible.Count > 0)
            {
                groups.Add(new NavigationGroup(heading, visible));
            }
        }
        return groups;
    }

    /// <summary>The longest address that begins the current path, so that /inbox/done does not also mark /inbox.</summary>
    public string? CurrentHref(IEnumerable<NavigationGroup> groups) => groups
        .SelectMany(g => g.Entries)
        .Select(e => e.Href)
        .Where(href => href == FrameLinks.Home
            ? Context.Request.Path == FrameLinks.Home
            : Context.Request.Path.StartsWithSegments(href, StringComparison.OrdinalIgnoreCase))
        .MaxBy(href => href.Length);

    // Who works in two areas sees a page that both list once, in the narrower one.
    private bool StandsInLaterArea(NavigationEntry entry) => Areas.InOrder.Select(a => a.Area).SkipWhile(a => a != entry.Area).Skip(1)
        .Any(later => Sees(later) && entries.Any(e => e.Area == later && e.Href == entry.Href));

    // Signed-in people work; the public pages stay one click away on the home page instead of crowding their list.
    private bool Sees(string area) => area == Areas.Public ? !IsSignedIn : User.HasClaim(Areas.ClaimType, area);
}

public sealed record NavigationGroup(string Heading, IReadOnlyList<NavigationEntry> Entries);
