using System.Net;
using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Disbursement;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Funds;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Jurisdictions;

namespace ToyuFlow.Server.Tests.Disbursement;

public sealed class ProrateTests : IDisposable
{
    private const string Page = "/disbursement";

    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;

    public ProrateTests() => _money = new MoneyDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Shares_sum_to_what_there_is_and_none_is_a_fen_from_its_proportion_or_above_what_was_asked()
    {
        var amounts = Gen.Choose(1, 2_000_000_000).Select(a => new Money(a)).NonEmptyListOf().Select(l => l.Take(40).ToList());
        var asked = from claims in amounts from available in Gen.Choose(0, int.MaxValue) select (claims, new Money(available));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(asked.ToArbitrary(), given =>
        {
            var (claims, available) = given;
            var shares = ProrateQueue.Shares(available, claims);
            var total = Money.Sum(claims);
            return Money.Sum(shares) == Money.Min(available, total)
                && shares.Zip(claims).All(s => !s.First.IsNegative && s.First <= s.Second)
                && (total <= available || shares.Zip(claims).All(s => Int128.Abs(((Int128)s.First.Fen * total.Fen) - ((Int128)s.Second.Fen * available.Fen)) < total.Fen));
        }));
    }

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 1, 1, 1 })]
    [InlineData(100, new long[] { 100, 100, 100 }, new long[] { 34, 33, 33 })]
    [InlineData(200, new long[] { 100, 100, 100 }, new long[] { 67, 67, 66 })]
    [InlineData(1, new long[] { 300, 500 }, new long[] { 0, 1 })]
    public void The_left_over_fen_go_to_the_largest_remainders_and_to_the_earlier_of_equal_ones(long available, long[] asked, long[] expected) =>
        Assert.Equal(expected, ProrateQueue.Shares(new Money(available), [.. asked.Select(a => new Money(a))]).Select(s => s.Fen));

    [Fact]
    public async Task Claims_over_the_ceiling_are_cut_together_and_go_on()
    {
        _app.Settings["Workflows:Directory"] = PackFolder.CopyWith("luxian/settings.yaml", "over-ceiling: queue", "over-ceiling: prorate");
        var desk = new LedgerDesk(_app);
        await desk.ReserveAsync(await desk.CaseAsync(), 2_700_000);
        await _money.PrepareAsync(MoneyDriver.Operator);
        await _money.PrepareAsync(MoneyDriver.OtherOperator);
        var first = await WaitAsync(MoneyDriver.Operator, 80);
        var second = await WaitAsync(MoneyDriver.OtherOperator, 50);
        Assert.Equal([300_000, 2_700_000, 0, 0, 0], _money.Line());

        using var reviewer = await _app.SignInAsync("luxian-fin-review");
        using var refused = await ProrateAsync(reviewer);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var approver = await _app.SignInAsync("luxian-fin-approve");
        using var offered = await approver.GetPageAsync(Page);
        Assert.Contains("合计 650,000.00 元", offered.Body!.TextContent, StringComparison.Ordinal);
        using var done = await ProrateAsync(approver);
        Assert.Equal(Page, done.Headers.Location?.OriginalString);

        Assert.Empty(_money.Cases.Incidents());
        Assert.Equal([0, 3_000_000, 0, 0, 0], _money.Line());
        Assert.Equal([18461538, 11538462], [Amount(first), Amount(second)]);
        Assert.Equal(2, _app.Read(sql => sql.Scalar<long>("select count(*) from publicity where state = 'Running'")));
        _money.AssertBalanced();
        using var applicant = await _app.SignInAsync(MoneyDriver.Operator);
        using var page = await applicant.GetPageAsync($"/subsidies/claim/{first}");
        Assert.Contains("由 400,000.00 元核减为 184,615.38 元", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_county_whose_pack_says_otherwise_cuts_nothing()
    {
        using var approver = await _app.SignInAsync("luxian-fin-approve");
        using var answer = await ProrateAsync(approver);
        using var page = await approver.GetPageAsync(Page);
        Assert.Contains("不是按比例核减", page.Body!.TextContent, StringComparison.Ordinal);
    }

    private async Task<Guid> WaitAsync(string operatorName, int beds)
    {
        var caseId = await _money.ApplyForBedsAsync(operatorName, beds);
        await _money.ReviewAsync(caseId);
        await _money.Cases.DecideAsync(caseId, "ceiling", "luxian-fin-approve", "Queue");
        return caseId;
    }

    private static Task<HttpResponseMessage> ProrateAsync(HttpClient client) => client.PostFormAsync(
        "/accounts/profile", new Dictionary<string, string> { ["budget"] = MoneyDriver.Budget, ["year"] = "2025" }, $"{Page}?handler=Prorate");

    private long Amount(Guid caseId) => _app.Read(sql => sql.Scalar<long>("select amount from claim where case_id = @case", ("case", caseId)));
}
