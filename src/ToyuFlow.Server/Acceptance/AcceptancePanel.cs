using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Acceptance;

/// <summary>The conclusions of all departments on the page of an acceptance: the latest of each item first of all, earlier rounds below.</summary>
public sealed record AcceptancePanel(IReadOnlyList<AcceptanceResult> Latest, IReadOnlyList<AcceptanceResult> Earlier)
{
    public static AcceptancePanel Of(IReadOnlyList<AcceptanceResult> results)
    {
        var latest = results.GroupBy(r => r.ItemCode).Select(g => g.MaxBy(r => r.Round)!).OrderBy(r => r.Verdict == ItemVerdict.Fail ? 0 : 1).ThenBy(r => r.DecidedAt).ToList();
        return new AcceptancePanel(latest, [.. results.Except(latest).OrderByDescending(r => r.Round).ThenBy(r => r.DecidedAt)]);
    }

    public static string Words(ItemVerdict verdict, Texts texts) => verdict switch
    {
        ItemVerdict.Pass => texts["合格"],
        ItemVerdict.Fail => texts["不合格"],
        _ => texts["不适用"],
    };
}
