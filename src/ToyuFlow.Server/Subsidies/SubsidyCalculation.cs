using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Reckons subsidies by the rules of a pack. Pure: the same pack, facts and roster give the same result and the same explanation.</summary>
public static class SubsidyCalculation
{
    /// <summary>Beds × rate, once for each bed.</summary>
    /// <param name="facts">What is true of the institution (the codes of the pack's facts).</param>
    public static SubsidyResult Construction(PolicyPack pack, SubsidyScheme scheme, int beds, IReadOnlySet<string> facts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beds);
        var issues = Ineligible(pack, scheme, facts);
        if (issues.Count > 0)
        {
            return new SubsidyResult(scheme, [], issues);
        }
        var lines = new List<SubsidyLine>();
        foreach (var rate in scheme.Rates)
        {
            Add(scheme, rate, "验收合格托位", beds, lines, issues);
        }
        return new SubsidyResult(scheme, lines, issues);
    }

    /// <summary>One month by roster: who counts is decided child by child.</summary>
    /// <param name="claimedElsewhere">Document numbers that another institution claims for the same month.</param>
    public static SubsidyResult Operating(
        PolicyPack pack, SubsidyScheme scheme, SubsidyMonth month, IReadOnlyList<RosterEntry> roster, IReadOnlySet<string> facts, IReadOnlySet<string>? claimedElsewhere = null)
    {
        var issues = Ineligible(pack, scheme, facts);
        if (issues.Count > 0)
        {
            return new SubsidyResult(scheme, [], issues);
        }
        var counted = HeadCount.Of(pack, scheme, month, roster, claimedElsewhere ?? new HashSet<string>());
        var result = ByHeadCount(pack, scheme, counted.ByClass, facts);
        return result with { Issues = [.. result.Issues, .. counted.Issues] };
    }

    /// <summary>Class by class from head-counts that have already been made; a class without a rate is not paid.</summary>
    public static SubsidyResult ByHeadCount(PolicyPack pack, SubsidyScheme scheme, IReadOnlyDictionary<string, int> headCounts, IReadOnlySet<string> facts)
    {
        var issues = Ineligible(pack, scheme, facts);
        if (issues.Count > 0)
        {
            return new SubsidyResult(scheme, [], issues);
        }
        var lines = new List<SubsidyLine>();
        foreach (var rate in scheme.Rates)
        {
            foreach (var code in rate.Classes.Where(code => headCounts.GetValueOrDefault(code) > 0))
            {
                var name = pack.Classes.FirstOrDefault(item => item.Code == code)?.Name ?? code;
                var label = rate.UnderMonths is { } months ? $"{name}（{months} 个月以下）" : name;
                Add(scheme, rate, label, headCounts[code], lines, issues);
            }
        }
        return new SubsidyResult(scheme, lines, issues);
    }

    /// <summary>What was really spent on each item, each up to its ceiling (安防包).</summary>
    /// <param name="spent">Rate id to the amount of the invoices.</param>
    public static SubsidyResult UpToCeilings(PolicyPack pack, SubsidyScheme scheme, IReadOnlyDictionary<string, Money> spent, IReadOnlySet<string> facts)
    {
        var issues = Ineligible(pack, scheme, facts);
        if (issues.Count > 0)
        {
            return new SubsidyResult(scheme, [], issues);
        }
        var lines = new List<SubsidyLine>();
        foreach (var rate in scheme.Rates.Where(rate => spent.ContainsKey(rate.Id)))
        {
            if (rate.Amount is not { } ceiling)
            {
                issues.Add(NoAmount(scheme, rate));
                continue;
            }
            var paid = Money.Min(spent[rate.Id], ceiling);
            lines.Add(new SubsidyLine(rate.Id, 1, "项", 1, paid, "元", paid, rate.Source));
            if (spent[rate.Id] > ceiling)
            {
                issues.Add(new SubsidyIssue(SubsidyIssueKind.Warning, $"{rate.Id} 实际支出 {spent[rate.Id]} 元，超过上限 {ceiling} 元，按上限计算", []));
            }
        }
        return new SubsidyResult(scheme, lines, issues);
    }

    private static List<SubsidyIssue> Ineligible(PolicyPack pack, SubsidyScheme scheme, IReadOnlySet<string> facts) =>
        [.. scheme.Eligibility.Where(fact => !facts.Contains(fact))
            .Select(fact => new SubsidyIssue(SubsidyIssueKind.Refusal, $"不符合补助条件：{pack.Facts.GetValueOrDefault(fact, fact)}（{scheme.Source}）", []))];

    private static void Add(SubsidyScheme scheme, SubsidyRate rate, string label, int count, List<SubsidyLine> lines, List<SubsidyIssue> issues)
    {
        if (rate.Amount is not { } amount)
        {
            issues.Add(NoAmount(scheme, rate));
            return;
        }
        if (rate.IsCeiling)
        {
            issues.Add(new SubsidyIssue(SubsidyIssueKind.Decision, $"{label}的标准 {amount} 元是上限（不高于），实际标准尚未确定，以下按上限计算", []));
        }
        var (countUnit, rateUnit) = scheme.Unit switch
        {
            SubsidyUnit.Bed => ("个", "元/托位"),
            SubsidyUnit.ChildMonth => ("人", "元/人·月"),
            SubsidyUnit.ChildYear => ("人", "元/人·年"),
            SubsidyUnit.Institution => ("家", "元/家"),
            _ => ("项", "元"),
        };
        lines.Add(new SubsidyLine(label, count, countUnit, 1, amount, rateUnit, amount * count, rate.Source));
    }

    private static SubsidyIssue NoAmount(SubsidyScheme scheme, SubsidyRate rate) =>
        new(SubsidyIssueKind.Decision, $"{scheme.Name}（{rate.Id}）没有规定标准，需要先设置", []);
}
