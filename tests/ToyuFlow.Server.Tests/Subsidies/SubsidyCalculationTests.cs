using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;
using static ToyuFlow.Server.Tests.Jurisdictions.PackFolder;

namespace ToyuFlow.Server.Tests.Subsidies;

public sealed class SubsidyCalculationTests
{
    private static readonly HashSet<string> AllFacts = [.. Luxian.Facts.Keys];
    private static readonly SubsidyScheme Operating = Luxian.Subsidy("operating-subsidy");
    private static readonly SubsidyScheme Construction = Luxian.Subsidy("construction-subsidy");

    [Theory]
    [InlineData(80, 400_000_00)] // 泸县, 80 beds
    [InlineData(909, 4_545_000_00)] // 泸县, all places planned for 2025
    [InlineData(0, 0)]
    public void Beds_are_paid_at_the_rate_of_the_document(int beds, long fen) =>
        Assert.Equal(new Money(fen), SubsidyCalculation.Construction(Luxian, Construction, beds, AllFacts).Total);

    [Fact]
    public void Without_the_provincial_award_nothing_is_paid_and_the_sentence_is_quoted()
    {
        var result = SubsidyCalculation.Construction(Luxian, Construction, 80, new HashSet<string> { "inclusive" });
        Assert.Equal((Money.Zero, true), (result.Total, result.IsRefused));
        Assert.StartsWith("不符合补助条件：已获取省级托位补助项目（政策文件第 15 行：“对获取省级托位补助项目的普惠托育机构", Assert.Single(result.Issues).Message);
    }

    [Fact]
    public void All_the_places_planned_for_2025_exceed_the_year_s_ceiling() =>
        Assert.True(SubsidyCalculation.Construction(Luxian, Construction, 909, AllFacts).Total > Luxian.Budget("county-special").Ceiling);

    [Fact]
    public void A_month_is_paid_by_class()
    {
        var roster = Roster(("infant", 10, "2024-06-15"), ("toddler", 12, "2023-09-15"), ("older", 20, "2022-09-15"));
        var result = SubsidyCalculation.Operating(Luxian, Operating, new SubsidyMonth(2025, 3), roster, AllFacts);
        Assert.Equal("14,600.00", result.Total.ToString());
        Assert.Equal((42, false), (result.HeadCount, result.NeedsDecision));
        Assert.Empty(result.Issues);
        Assert.Equal(
            [
                "县级运营补助（LX-SUB-2）：政策文件第 15 行：“对达到软、硬件设施要求的示范性普惠托育机构实际招托人数分别按乳儿班500元/月·人、托小大班300元/月·人标准给予运营补助”",
                "乳儿班：10 人 × 500.00 元/人·月 = 5,000.00 元（LX-SUB-2，政策文件第 15 行：“分别按乳儿班500元/月·人”）",
                "托小班：12 人 × 300.00 元/人·月 = 3,600.00 元（LX-SUB-3，政策文件第 15 行：“托小大班300元/月·人”）",
                "托大班：20 人 × 300.00 元/人·月 = 6,000.00 元（LX-SUB-3，政策文件第 15 行：“托小大班300元/月·人”）",
                "合计 14,600.00 元（大写：壹万肆仟陆佰元整）",
                "年度额度：县级普惠托育专项补助资金 3,000,000.00 元（政策文件第 15 行：“从2022年起，县级每年设立300万元普惠托育专项补助资金”）",
            ],
            result.Explanation(Luxian.Budget("county-special")));
    }

    [Theory]
    [InlineData("demonstration")]
    [InlineData("facilities-met")]
    [InlineData("filed")]
    [InlineData("not-suspended")]
    public void A_month_is_not_paid_when_one_condition_fails(string missing) =>
        Assert.True(SubsidyCalculation.Operating(Luxian, Operating, new SubsidyMonth(2025, 3), Roster(("infant", 1, "2024-06-15")), AllFacts.Except([missing]).ToHashSet()).IsRefused);

    [Theory]
    [InlineData("2022-03-01", "month-start", false)] // three years old on the first day
    [InlineData("2022-03-02", "month-start", true)]
    [InlineData("2022-03-02", "month-end", false)]
    [InlineData("2022-04-01", "month-end", true)] // three on the day after the month
    [InlineData("2022-03-31", "month-end", false)]
    public void A_child_counts_until_three_years_old_on_the_day_that_is_set(string birth, string reference, bool counts)
    {
        var pack = Luxian.With([new Setting("operating.age-reference", reference, "测试员甲")]);
        var result = SubsidyCalculation.Operating(pack, Operating, new SubsidyMonth(2025, 3), Roster(("older", 1, birth)), AllFacts);
        Assert.Equal(counts ? 1 : 0, result.HeadCount);
        Assert.Equal(counts, result.Issues.All(issue => issue.Kind != SubsidyIssueKind.Excluded));
    }

    [Fact]
    public void Who_turns_three_within_the_month_waits_for_a_decision_while_no_day_is_set()
    {
        var pack = Luxian with { Parameters = [.. Luxian.Parameters.Select(parameter => parameter.Code == "operating.age-reference" ? parameter with { Value = null } : parameter)] };
        var result = SubsidyCalculation.Operating(pack, Operating, new SubsidyMonth(2025, 3), Roster(("older", 1, "2022-03-15"), ("older", 1, "2022-06-15")), AllFacts);
        Assert.Equal((1, true), (result.HeadCount, result.NeedsDecision));
    }

    [Theory]
    [InlineData(null, 0, true)] // the document does not say
    [InlineData("none", 0, false)]
    [InlineData("by-age", 300, false)]
    public void A_mixed_class_is_paid_only_as_somebody_has_decided(string? decision, int yuan, bool needsDecision)
    {
        var pack = decision is null ? Luxian : Luxian.With([new Setting("operating.mixed-class", decision, "测试员甲")]);
        var result = SubsidyCalculation.Operating(pack, Operating, new SubsidyMonth(2025, 3), Roster(("mixed", 1, "2023-06-15")), AllFacts);
        Assert.Equal((Money.FromYuan(yuan), needsDecision), (result.Total, result.NeedsDecision));
    }

    [Fact]
    public void A_child_listed_twice_absent_or_claimed_elsewhere_is_not_counted_and_its_row_is_named()
    {
        var children = Roster(("infant", 5, "2024-06-15")).ToList();
        children[1] = children[1] with { DocumentNumber = children[0].DocumentNumber.ToLowerInvariant() };
        children[2] = children[2] with { LeftOn = new DateOnly(2025, 2, 28) };
        children[3] = children[3] with { AdmittedOn = new DateOnly(2025, 4, 1) };
        var result = SubsidyCalculation.Operating(Luxian, Operating, new SubsidyMonth(2025, 3), children, AllFacts, new HashSet<string> { children[4].DocumentNumber });
        Assert.Equal(1, result.HeadCount);
        Assert.Equal(
            [
                "与前面的婴幼儿证件号码相同，只计一次（花名册第 3 行）",
                "2025年3月不在托（花名册第 4、5 行）",
                "同一月份另有机构申报了同一婴幼儿，核实前不计入（花名册第 6 行）",
            ],
            result.Issues.Select(issue => issue.ToString()));
    }

    [Fact]
    public void A_child_whose_age_does_not_fit_the_class_is_counted_and_pointed_out()
    {
        var result = SubsidyCalculation.Operating(Luxian, Operating, new SubsidyMonth(2025, 3), Roster(("infant", 1, "2023-01-15")), AllFacts);
        Assert.Equal(1, result.HeadCount);
        Assert.Equal(SubsidyIssueKind.Warning, Assert.Single(result.Issues).Kind);
    }

    [Fact]
    public void The_lines_always_sum_to_the_total_and_the_shares_to_it_too() =>
        Check.QuickThrowOnFailure(Prop.ForAll<NonNegativeInt[], PositiveInt, PositiveInt>((counts, first, second) =>
        {
            string[] classes = ["infant", "toddler", "older", "mixed"];
            var heads = classes.Zip(counts ?? []).ToDictionary(pair => pair.First, pair => pair.Second.Get % 500);
            var scheme = Operating with { Payers = [new PayerShare("市级", first.Get), new PayerShare("县级", second.Get)] };
            var result = SubsidyCalculation.ByHeadCount(Luxian, scheme, heads, AllFacts);
            return Money.Sum(result.Lines.Select(line => line.Rate * line.Count * line.Months)) == result.Total
                && Money.Sum(result.Shares()!.Select(share => share.Amount)) == result.Total
                && result.Lines.All(line => line.Source.Quote is not null && line.Source.Line is not null);
        }));

    [Fact]
    public void Who_is_left_out_and_who_is_counted_are_together_the_roster() =>
        Check.QuickThrowOnFailure(Prop.ForAll<NonNegativeInt[]>(ages =>
        {
            string[] classes = ["infant", "toddler", "older", "mixed"];
            var roster = (ages ?? []).Select((age, index) => Child(index + 2, classes[age.Get % 4], new DateOnly(2025, 3, 1).AddDays(-(age.Get % 1500)))).ToList();
            var result = SubsidyCalculation.Operating(Luxian, Operating, new SubsidyMonth(2025, 3), roster, AllFacts);
            var leftOut = result.Issues.Where(issue => issue.Kind is SubsidyIssueKind.Excluded or SubsidyIssueKind.Decision).Sum(issue => issue.Rows.Count);
            return result.HeadCount + leftOut == roster.Count;
        }));

    private static List<RosterEntry> Roster(params (string Class, int Count, string Birth)[] groups) =>
        [.. groups.SelectMany(group => Enumerable.Repeat(group, group.Count))
            .Select((group, index) => Child(index + 2, group.Class, Calendar.TestCalendar.Day(group.Birth)))];

    private static RosterEntry Child(int row, string @class, DateOnly birth) =>
        new(row, $"示例宝宝{row}", $"X{row:00000000}", birth, @class, new DateOnly(2024, 9, 1), null, 20, null);
}
