using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Disbursement;

public sealed class MoneyPagesTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;

    public MoneyPagesTests() => _money = new MoneyDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_balance_opens_the_postings_behind_it()
    {
        await PublicizedAsync();
        using var finance = await _app.SignInAsync("luxian-fin-review");
        using var funds = await finance.GetPageAsync("/funds");
        Assert.Contains("2,985,400.00 元", funds.Body!.TextContent, StringComparison.Ordinal);
        var reserved = Assert.Single(funds.QuerySelectorAll("td a"), a => a.TextContent.Contains("14,600.00", StringComparison.Ordinal));
        using var ledger = await finance.GetPageAsync(reserved.GetAttribute("href")!);
        Assert.Contains("预留", Assert.Single(ledger.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);
        using var all = await finance.GetPageAsync(reserved.GetAttribute("href")!.Split('?')[0]);
        Assert.Equal(4, all.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task The_claim_shows_the_sentence_of_the_policy_and_hides_the_children()
    {
        var caseId = await PublicizedAsync();
        using var applicant = await _app.SignInAsync(MoneyDriver.Operator);
        using var page = await applicant.GetPageAsync($"/subsidies/claim/{caseId}");
        Assert.Contains("分别按乳儿班500元/月·人", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(42, page.QuerySelectorAll("tbody tr").Count(r => r.TextContent.Contains("示****", StringComparison.Ordinal) || r.TextContent.Contains("示*****", StringComparison.Ordinal)));
        Assert.DoesNotContain("示例宝宝", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("luxian-operator2")]
    [InlineData("luxian-psb-inspect")]
    public async Task A_claim_is_not_found_by_those_it_does_not_concern(string userName)
    {
        var caseId = await PublicizedAsync();
        using var client = await _app.SignInAsync(userName);
        using var response = await client.GetAsync($"/subsidies/claim/{caseId}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("luxian-psb-inspect", "/funds")]
    [InlineData("luxian-psb-inspect", "/disbursement")]
    [InlineData("luxian-fin-review", "/recognition")]
    [InlineData("luxian-operator", "/funds")]
    [InlineData("luxian-operator", "/disbursement")]
    public async Task Money_and_recognition_are_shown_to_their_offices_only(string userName, string path)
    {
        using var client = await _app.SignInAsync(userName);
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/accounts/denied", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_may_read_a_publicity_and_only_an_officer_may_enter_an_objection()
    {
        await PublicizedAsync();
        using var visitor = _app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var list = await visitor.GetPageAsync("/disbursement/notices");
        var path = list.QuerySelector("td a")!.GetAttribute("href")!;
        using var notice = await visitor.GetPageAsync(path);
        Assert.Contains("14,600.00 元", notice.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("还剩 5 个工作日", notice.Body.TextContent, StringComparison.Ordinal);
        Assert.Null(notice.QuerySelector("form"));
        using var officer = await _app.SignInAsync("luxian-health-review");
        using var posted = await officer.PostFormAsync(path, new Dictionary<string, string> { ["reason"] = "示例异议：人数与实际不符" });
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        using var after = await officer.GetPageAsync(path);
        Assert.Contains("公示期间收到异议", after.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queue_publicities_and_payments_are_on_one_page()
    {
        await PublicizedAsync();
        using var finance = await _app.SignInAsync("luxian-fin-approve");
        using var page = await finance.GetPageAsync("/disbursement");
        Assert.Contains("托育公示〔2025〕0001号", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("没有等待额度的补助", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_the_case_shows_how_the_amount_was_reckoned()
    {
        var caseId = await PublicizedAsync();
        using var client = await _app.SignInAsync(MoneyDriver.Operator);
        using var page = await client.GetPageAsync($"/cases/details/{caseId}");
        Assert.Contains("分别按乳儿班500元/月·人", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_downloads_the_roster_form()
    {
        using var client = await _app.SignInAsync(MoneyDriver.Operator);
        using var response = await client.GetAsync("/subsidies/template");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((byte)'P', (await response.Content.ReadAsByteArrayAsync())[0]);
    }

    private async Task<Guid> PublicizedAsync()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForMonthAsync(MoneyDriver.Operator, "2025-03", MoneyDriver.Roster(10, 12, 20));
        await _money.ReviewAsync(caseId);
        return caseId;
    }
}
