using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Layout.Parts;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>督办: what waits for me, and what is under way in my unit or, for a supervisor of the county, everywhere.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class SupervisionModel(SupervisionReader reader, WorkingCalendar calendar, TimeProvider time) : PageModel
{
    public const string Path = "/inbox/supervision";

    private const int PageSize = 50;

    public SupervisionTab Tab { get; private set; }

    public IReadOnlyDictionary<SupervisionTab, IReadOnlyList<SupervisionRow>> Tabs { get; private set; } = new Dictionary<SupervisionTab, IReadOnlyList<SupervisionRow>>();

    public IReadOnlyList<SupervisionRow> Rows { get; private set; } = [];

    public Pager Pager { get; private set; } = new(0, 0);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>As a key of the texts.</summary>
    public static string Words(SupervisionTab tab) => tab switch
    {
        SupervisionTab.Mine => "等我办理",
        SupervisionTab.Open => "待答复",
        SupervisionTab.Answered => "待审核",
        SupervisionTab.Overdue => "逾期",
        _ => "已销号",
    };

    /// <param name="page">From 1; one that is not there shows the nearest that is.</param>
    public void OnGet(SupervisionTab tab, [FromQuery(Name = "page")] int page)
    {
        Tab = Enum.IsDefined(tab) ? tab : SupervisionTab.Mine;
        Tabs = reader.Tabs(withClosed: Tab == SupervisionTab.Closed);
        var all = Tabs[Tab];
        var last = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        var shown = Math.Clamp(page, 1, last);
        Rows = [.. all.Skip((shown - 1) * PageSize).Take(PageSize)];
        Pager = new Pager(Rows.Count, all.Count, shown > 1 ? Href(shown - 1) : null, shown < last ? Href(shown + 1) : null);
    }

    private string Href(int page) => $"{Path}?tab={Tab}&page={page}";

    public DueWords Due(SupervisionRow row) => row.State == SupervisionState.Closed ? DueWords.None : DueWords.Of(calendar, Now, row.DueAt);
}
