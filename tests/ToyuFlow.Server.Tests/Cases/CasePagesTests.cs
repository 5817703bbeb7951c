using System.Net;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Cases;

public sealed class CasePagesTests : IDisposable
{
    private const string Operator = "luxian-operator";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public CasePagesTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_case_and_its_papers_are_open_to_those_who_take_part_and_to_nobody_else()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        var paper = PaperOf(caseId);
        foreach (var (who, expected) in new[]
        {
            (Operator, HttpStatusCode.OK),
            ("luxian-samr-accept", HttpStatusCode.OK),
            ("luxian-samr-approve", HttpStatusCode.OK),
            ("luxian-health-accept", HttpStatusCode.OK),
            ("luxian-operator2", HttpStatusCode.NotFound),
            ("luxian-civil-accept", HttpStatusCode.NotFound),
        })
        {
            using var client = await _app.SignInAsync(who);
            foreach (var address in new[] { $"/cases/details/{caseId}", $"/cases/material/{paper}", $"/cases/material/{paper}?preview=1", $"/api/v1/cases/{caseId}" })
            {
                using var response = await client.GetAsync(address);
                Assert.True(expected == response.StatusCode, $"{who} {address}: {response.StatusCode}");
            }

            using var list = await client.GetPageAsync("/cases");
            Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, list.QuerySelectorAll("tr[data-href]").Length);
        }
    }

    [Fact]
    public async Task Another_county_finds_nothing_even_with_the_right_ids()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        var paper = PaperOf(caseId);
        await MoveToAnotherCountyAsync("luxian-samr-accept");
        using var client = await _app.SignInAsync("luxian-samr-accept");
        foreach (var address in new[] { $"/cases/details/{caseId}", $"/cases/material/{paper}", $"/api/v1/cases/{caseId}", $"/inbox/task/{Assert.Single(_cases.OpenTasks(caseId)).Id}" })
        {
            using var response = await client.GetAsync(address);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, address);
        }
    }

    [Theory]
    [InlineData("luxian-system")]
    [InlineData("luxian-security")]
    [InlineData("luxian-audit")]
    public async Task Administrators_do_not_see_cases(string who)
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        using var client = await _app.SignInAsync(who);
        using var details = await client.GetAsync($"/cases/details/{caseId}");
        Assert.Equal("/accounts/denied", details.Headers.Location?.AbsolutePath);
        using var api = await client.GetAsync($"/api/v1/cases/{caseId}");
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);
        using var list = await client.GetPageAsync("/cases");
        Assert.Empty(list.QuerySelectorAll("tr[data-href]"));
    }

    [Fact]
    public async Task A_paper_is_an_attachment_that_the_browser_never_runs()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        using var client = await _app.SignInAsync(Operator);
        using var download = await client.GetAsync($"/cases/material/{PaperOf(caseId)}");
        Assert.StartsWith("attachment", download.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(download.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(download.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var preview = await client.GetAsync($"/cases/material/{PaperOf(caseId)}?preview=1");
        Assert.StartsWith("inline", preview.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/pdf", preview.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("default-src 'none'", Assert.Single(preview.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_previewed_safely_stays_an_attachment()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        var paper = PaperOf(caseId);
        await ChangeTypeAsync(paper, "text/html");
        using var client = await _app.SignInAsync(Operator);
        using var preview = await client.GetAsync($"/cases/material/{paper}?preview=1");

        Assert.StartsWith("attachment", preview.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal("application/octet-stream", preview.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task An_applicant_reads_whose_turn_it_is_and_how_much_time_is_left_without_inner_remarks()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        await _cases.DecideAsync(caseId, "review", "luxian-samr-review", "Agree", "内部意见不外传");
        using var client = await _app.SignInAsync(Operator);
        using var page = await client.GetPageAsync($"/cases/details/{caseId}");

        var turn = page.QuerySelector(".tf-timeline-current")!.TextContent;
        Assert.Contains("正在办理", turn, StringComparison.Ordinal);
        Assert.Contains("个工作日", turn, StringComparison.Ordinal);
        Assert.DoesNotContain("内部意见不外传", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#flow"));
    }

    [Fact]
    public async Task An_officer_sees_clocks_with_their_rule_tasks_with_opinions_and_the_picture()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept", "示例意见");
        using var client = await _app.SignInAsync("luxian-samr-review");
        using var page = await client.GetPageAsync($"/cases/details/{caseId}");

        Assert.Contains("示例意见", page.QuerySelector("#tasks")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("#clocks .tf-clock"));
        Assert.Contains("收到申请材料", page.QuerySelector("#clocks")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("#flow .tf-flow-done"));
        Assert.Single(page.QuerySelectorAll("#flow .tf-flow-current"));
        Assert.Contains("2025-03-07 10:00 受理", page.QuerySelector("#flow")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_case_draws_what_it_passed_by_and_stops_its_clocks()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Refuse", "示例理由");
        using var client = await _app.SignInAsync("luxian-samr-accept");
        using var page = await client.GetPageAsync($"/cases/details/{caseId}");

        Assert.Empty(page.QuerySelectorAll("#flow .tf-flow-current"));
        Assert.NotEmpty(page.QuerySelectorAll("#flow .tf-flow-skipped"));
        Assert.NotEmpty(page.QuerySelectorAll("#clocks .tf-due-finished"));
    }

    [Fact]
    public async Task Cases_are_found_by_number_institution_matter_status_and_day()
    {
        await _cases.ApplyAsync(Operator, "registration");
        await _cases.ApplyAsync("luxian-operator2", "filing");
        using var client = await _app.SignInAsync("luxian-health-accept");
        foreach (var (query, expected) in new[]
        {
            ("", 2), ("?q=000001", 1), ("?q=蒲公英", 1), ("?matter=filing", 1), ("?status=Submitted", 2), ("?status=Approved", 0),
            ("?from=2025-03-07&until=2025-03-07", 2), ("?from=2025-03-08", 0), ("?from=不是日期&status=none&after=x", 2),
        })
        {
            using var page = await client.GetPageAsync("/cases" + query);
            Assert.True(expected == page.QuerySelectorAll("tr[data-href]").Length, query);
        }
    }

    [Fact]
    public async Task A_draft_is_seen_by_its_operator_only()
    {
        var institution = _app.InstitutionOf(Operator);
        var caseId = await _app.AsAsync<Server.Cases.Applications, Guid>(Operator, (a, token) => a.OpenAsync(institution, "registration", token));
        using var own = await _app.SignInAsync(Operator);
        using var page = await own.GetPageAsync($"/cases/details/{caseId}");
        Assert.Contains("还没有提交", page.QuerySelector("#progress")!.TextContent, StringComparison.Ordinal);
        using var lead = await _app.SignInAsync("luxian-health-approve");
        using var hidden = await lead.GetAsync($"/cases/details/{caseId}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    private Guid PaperOf(Guid caseId) => _app.Read(sql => sql.List("select id from case_material where case_id = @case", row => row.GetGuid(0), ("case", caseId)))[0];

    private Task ChangeTypeAsync(Guid paper, string type) => ExecuteAsync("update case_material set content_type = @type where id = @id", ("type", type), ("id", paper));

    /// <summary>The same person, moved to another jurisdiction with the posts of the old one still in the table.</summary>
    private async Task MoveToAnotherCountyAsync(string userName)
    {
        var id = _app.ActorOf(userName).PersonId;
        var other = _app.Read(sql => sql.List("select id from tenant where id <> 'luxian'", row => row.GetString(0))).FirstOrDefault() ?? "luxian-other";
        await ExecuteAsync("update person set tenant_id = @other where id = @id", ("other", other), ("id", id));
    }

    private Task ExecuteAsync(string text, params (string Name, object? Value)[] values) => _app.Steps.RunAsync(Server.Storage.Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
    {
        ((Server.Storage.Step)services.GetService(typeof(Server.Storage.Step))!).Sql.Execute(text, values);
        return Task.CompletedTask;
    }, CancellationToken.None);
}
