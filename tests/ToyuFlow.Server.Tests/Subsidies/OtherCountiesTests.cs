using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using static ToyuFlow.Server.Tests.Jurisdictions.PackFolder;

namespace ToyuFlow.Server.Tests.Subsidies;

/// <summary>Schemes of the other policy documents, whose shape the same reckoning must hold.</summary>
public sealed class OtherCountiesTests
{
    private static readonly HashSet<string> NoFacts = [];

    [Theory]
    [InlineData(60, 300_000_00, 300_000_00)] // 60 beds, city and county 1:1
    [InlineData(1, 5_000_00, 5_000_00)]
    public void A_bed_is_shared_by_city_and_county(int beds, long city, long county)
    {
        var scheme = Scheme(SubsidyUnit.Bed, [Rate("YJ-SUB-1", 10_000, [])], [new PayerShare("市级", 1), new PayerShare("县级", 1)]);
        var result = SubsidyCalculation.Construction(Luxian, scheme, beds, NoFacts);
        Assert.Equal([city, county], result.Shares()!.Select(share => share.Amount.Fen));
    }

    [Fact]
    public void A_year_is_paid_by_class_while_the_shares_are_still_open()
    {
        var scheme = Scheme(SubsidyUnit.ChildYear, [Rate("XS-SUB-1", 700, ["older"]), Rate("XS-SUB-2", 800, ["toddler"]), Rate("XS-SUB-3", 900, ["infant"])], [new PayerShare("市级", null), new PayerShare("县级", null)]);
        var result = SubsidyCalculation.ByHeadCount(Luxian, scheme, new Dictionary<string, int> { ["infant"] = 8, ["toddler"] = 10, ["older"] = 20 }, NoFacts);
        Assert.Equal(Money.FromYuan(29_200), result.Total);
        Assert.Null(result.Shares());
        Assert.Contains("8 人 × 900.00 元/人·年 = 7,200.00 元", string.Join('\n', result.Explanation()));
    }

    [Fact]
    public void Of_a_mixed_class_only_the_children_under_two_count_and_a_ceiling_is_not_yet_an_amount()
    {
        var scheme = Scheme(SubsidyUnit.ChildMonth, [Rate("QZ-SUB-1", 300, ["infant"], ceiling: true), Rate("QZ-SUB-2", 200, ["toddler", "mixed"], ceiling: true, underMonths: 24)], [new PayerShare("县级", 1)]);
        var month = new SubsidyMonth(2025, 3);
        var roster = Enumerable.Repeat(("infant", new DateOnly(2024, 6, 1)), 6)
            .Concat(Enumerable.Repeat(("toddler", new DateOnly(2023, 9, 1)), 10))
            .Concat(Enumerable.Repeat(("mixed", new DateOnly(2023, 3, 2)), 3)) // under two on the first day of the month
            .Concat(Enumerable.Repeat(("mixed", new DateOnly(2023, 3, 1)), 2)) // two years old on that day
            .Concat(Enumerable.Repeat(("older", new DateOnly(2022, 9, 1)), 12))
            .Select((child, index) => new RosterEntry(index + 2, $"示例宝宝{index}", $"X{index:00000000}", child.Item2, child.Item1, new DateOnly(2024, 9, 1), null, null, null))
            .ToList();
        var result = SubsidyCalculation.Operating(Luxian, scheme, month, roster, NoFacts);
        Assert.Equal(Money.FromYuan(4_400), result.Total);
        Assert.True(result.NeedsDecision);
        Assert.Contains(result.Issues, issue => issue.Message.Contains("月龄已满 24 个月") && issue.Rows.Count == 2);
        Assert.Contains(result.Issues, issue => issue.Message.Contains("托大班不在补助范围") && issue.Rows.Count == 12);
    }

    [Fact]
    public void Each_security_pack_is_paid_up_to_its_ceiling()
    {
        var scheme = Scheme(SubsidyUnit.Institution, [Rate("a", 10_000, [], true), Rate("b", 50_000, [], true), Rate("c", 10_000, [], true), Rate("d", 10_000, [], true), Rate("e", 500, [], true)], [new PayerShare("县级", 1)]);
        var spent = new Dictionary<string, Money> { ["a"] = Money.FromYuan(8_000), ["b"] = Money.FromYuan(62_000), ["c"] = Money.FromYuan(10_000), ["d"] = Money.FromYuan(9_500), ["e"] = Money.FromYuan(800) };
        var result = SubsidyCalculation.UpToCeilings(Luxian, scheme, spent, NoFacts);
        Assert.Equal(Money.FromYuan(78_000), result.Total);
        Assert.Equal(2, result.Issues.Count(issue => issue.Kind == SubsidyIssueKind.Warning));
        Assert.Equal(Money.FromYuan(80_500), SubsidyCalculation.UpToCeilings(Luxian, scheme, spent.ToDictionary(pair => pair.Key, _ => Money.FromYuan(100_000)), NoFacts).Total);
    }

    [Fact]
    public void A_rate_that_the_document_leaves_open_needs_a_decision()
    {
        var scheme = Scheme(SubsidyUnit.Bed, [Rate("XS-SUB-4", null, [])], []);
        var result = SubsidyCalculation.Construction(Luxian, scheme, 10, NoFacts);
        Assert.Equal((Money.Zero, true), (result.Total, result.NeedsDecision));
    }

    private static SubsidyScheme Scheme(SubsidyUnit unit, IReadOnlyList<SubsidyRate> rates, IReadOnlyList<PayerShare> payers) =>
        new("example", "示例补助", SubsidyKind.Operating, unit, SubsidyPeriod.Month, "", [], rates, payers, null, null, null, null, [], new RuleSource("X", RuleOrigin.Document, "示例", 1));

    private static SubsidyRate Rate(string id, int? yuan, IReadOnlyList<string> classes, bool ceiling = false, int? underMonths = null) =>
        new(id, classes, yuan is { } amount ? Money.FromYuan(amount) : null, ceiling, underMonths, new RuleSource(id, RuleOrigin.Document, "示例", 1));
}
