using System.Net;
using AngleSharp.Dom;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

public sealed class InboxPageTests : IDisposable
{
    private const string Officer = "luxian-samr-accept";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public InboxPageTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_submitted_case_waits_in_the_list_of_its_post_with_its_limit_in_words()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetPageAsync("/inbox");

        var row = Assert.Single(page.QuerySelectorAll("tr[data-href]"));
        Assert.Contains("登记材料齐全性检查", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("示例·小橙子托育园", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("托〔2025〕000001", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("个工作日", row.QuerySelector(".tf-due-text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1", page.QuerySelector(".tf-side a[href='/inbox'] .tf-count")!.TextContent);
    }

    [Fact]
    public async Task An_officer_of_another_unit_has_an_empty_list_that_says_why()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await _app.SignInAsync("luxian-civil-accept");
        using var page = await client.GetPageAsync("/inbox");

        Assert.Empty(page.QuerySelectorAll("tr[data-href]"));
        Assert.Contains("都办完了", page.QuerySelector(".tf-empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_is_claimed_in_place_and_stands_among_mine_afterwards()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        using var client = await _app.SignInAsync(Officer);
        using var claimed = await client.PostFormAsync("/inbox?scope=All", new Dictionary<string, string> { ["one"] = task.Id.ToString(), ["operation"] = "claim-1" }, "/inbox?scope=All&handler=Claim");

        Assert.Equal("/inbox?scope=All", claimed.Headers.Location?.OriginalString);
        using var mine = await client.GetPageAsync("/inbox?scope=Mine");
        Assert.Single(mine.QuerySelectorAll("tr[data-href]"));
        using var pool = await client.GetPageAsync("/inbox?scope=Pool");
        Assert.Empty(pool.QuerySelectorAll("tr[data-href]"));
    }

    [Fact]
    public async Task Several_tasks_are_claimed_at_once()
    {
        await _cases.ApplyAsync("luxian-operator", "filing");
        await _cases.ApplyAsync("luxian-operator2", "filing");
        using var client = await _app.SignInAsync("luxian-health-accept");
        using var page = await client.GetPageAsync("/inbox");
        using var content = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", page.QuerySelector("#tasks input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            .. page.QuerySelectorAll("[data-check]").Select(box => new KeyValuePair<string, string>("ids", box.GetAttribute("value")!)),
        ]);
        using var response = await client.PostAsync("/inbox?handler=Claim", content);

        using var mine = await client.GetPageAsync("/inbox?scope=Mine");
        Assert.Equal(2, mine.QuerySelectorAll("tr[data-href]").Length);
        Assert.Contains("已认领 2 项任务", mine.QuerySelector("[data-flash]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_of_another_unit_cannot_be_claimed()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        await _cases.ApplyAsync("luxian-operator2", "registration");
        using var client = await _app.SignInAsync("luxian-civil-accept");
        using var response = await client.PostFormAsync("/inbox", new Dictionary<string, string> { ["one"] = task.Id.ToString() }, "/inbox?handler=Claim");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_filter_is_remembered_and_has_an_address()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await _app.SignInAsync(Officer);
        using var chosen = await client.GetAsync("/inbox?scope=Pool&due=Overdue");
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
        using var again = await client.GetAsync("/inbox");

        Assert.Equal("/inbox?scope=Pool&due=Overdue", again.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Overdue_tasks_are_those_whose_last_day_has_passed()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await _app.SignInAsync(Officer);
        using (var before = await client.GetPageAsync("/inbox?scope=All&due=Overdue"))
        {
            Assert.Empty(before.QuerySelectorAll("tr[data-href]"));
        }

        _app.Clock.Advance(TimeSpan.FromDays(20));
        using var late = await _app.SignInAsync(Officer);
        using var after = await late.GetPageAsync("/inbox?scope=All&due=Overdue");
        Assert.Contains("已超期", Assert.Single(after.QuerySelectorAll("tr[data-href]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_more_than_a_page_is_walked_forwards_and_back_without_loss()
    {
        await FillAsync(45);
        using var client = await _app.SignInAsync(Officer);
        var seen = new List<string>();
        var next = "/inbox?scope=All";
        var last = "";
        while (next is not null)
        {
            using var page = await client.GetPageAsync(next);
            seen.AddRange(Rows(page));
            Assert.Contains("共 45 条", page.QuerySelector(".tf-pager")!.TextContent, StringComparison.Ordinal);
            last = next;
            next = page.QuerySelector(".tf-pager a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(45, seen.Distinct().Count());
        using var end = await client.GetPageAsync(last);
        using var middle = await client.GetPageAsync(end.QuerySelector(".tf-pager a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(seen[20..40], Rows(middle));
    }

    [Fact]
    public async Task Words_of_the_search_box_are_found_and_wildcards_mean_themselves()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await _app.SignInAsync(Officer);
        using var found = await client.GetPageAsync("/inbox?q=小橙子");
        Assert.Single(found.QuerySelectorAll("tr[data-href]"));
        using var none = await client.GetPageAsync("/inbox?q=%25");
        Assert.Empty(none.QuerySelectorAll("tr[data-href]"));
    }

    [Theory]
    [InlineData("luxian-operator")]
    [InlineData("luxian-system")]
    [InlineData("luxian-fin-approve")]
    public async Task The_list_opens_for_everybody(string who)
    {
        using var client = await _app.SignInAsync(who);
        using var page = await client.GetAsync("/inbox");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task What_was_decided_is_kept_with_opinion_and_time()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(caseId, "accept", Officer, "Accept", "示例意见：材料齐全");
        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetPageAsync("/inbox/done");

        var row = Assert.Single(page.QuerySelectorAll("tr[data-href]"));
        Assert.Contains("受理", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("示例意见：材料齐全", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("2025-03-07", row.TextContent, StringComparison.Ordinal);
        using var none = await client.GetPageAsync("/inbox/done?q=没有这个词");
        Assert.Empty(none.QuerySelectorAll("tr[data-href]"));
    }

    private static IReadOnlyList<string> Rows(IDocument page) => [.. page.QuerySelectorAll("tr[data-href]").Select(r => r.GetAttribute("data-href")!)];

    /// <summary>Copies of one real task, due one hour after the other.</summary>
    private async Task FillAsync(int count)
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        await _app.Steps.RunAsync(_app.ActorOf(Officer), null, (services, _) =>
        {
            var step = (Server.Storage.Step)services.GetService(typeof(Server.Storage.Step))!;
            for (var i = 1; i < count; i++)
            {
                step.Sql.Execute(
                    """
                    insert into work_task (tenant_id, id, case_id, instance_id, bookmark_id, activity_id, step_code, title, case_number, institution_id, institution_name,
                        for_applicant, unit_id, post_id, status, created_at, due_at, revision, spec)
                    select tenant_id, @id, case_id, instance_id, @id, activity_id, step_code, title, case_number, institution_id, institution_name,
                        for_applicant, unit_id, post_id, status, created_at, due_at + @later, revision, spec from work_task where id = @task
                    """,
                    ("id", step.NewId()), ("later", i / 2 * 3_600_000L), ("task", task.Id));
            }

            return Task.CompletedTask;
        }, CancellationToken.None);
    }
}
