using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>督办: what waits for me, and what is under way in my unit or, for a supervisor of the county, everywhere.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class SupervisionModel(SupervisionReader reader, WorkingCalendar calendar, TimeProvider time) : PageModel
{
    public const string Path = "/inbox/supervision";

    public SupervisionTab Tab { get; private set; }

    public IReadOnlyDictionary<SupervisionTab, IReadOnlyList<SupervisionRow>> Tabs { get; private set; } = new Dictionary<SupervisionTab, IReadOnlyList<SupervisionRow>>();

    public IReadOnlyList<SupervisionRow> Rows => Tabs[Tab];

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

    public void OnGet(SupervisionTab tab) => (Tab, Tabs) = (Enum.IsDefined(tab) ? tab : SupervisionTab.Mine, reader.Tabs());

    public DueWords Due(SupervisionRow row) => row.State == SupervisionState.Closed ? DueWords.None : DueWords.Of(calendar, Now, row.DueAt);
}
