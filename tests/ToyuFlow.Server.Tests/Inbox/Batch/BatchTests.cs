using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Batch;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.Batch;

/// <summary>批量通过: where it is allowed, what is listed before, and that each task is passed once or refused with its reason.</summary>
public sealed class BatchTests : IDisposable
{
    private const string Owner = "luxian-samr-accept";
    private const string Colleague = "luxian-samr-review";

    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public BatchTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("""[{"code":"Agree","label":"同意","tone":"primary"},{"code":"Refuse","label":"不同意","tone":"danger"}]""", "[]", null)]
    [InlineData("""[{"code":"Agree","label":"同意","tone":"primary"}]""", """[{"code":"x","label":"示例"}]""", null)]
    [InlineData("""[{"code":"Agree","label":"同意","tone":"primary"}]""", """[{"code":"x","label":"示例","required":true}]""", "逐件填写")]
    [InlineData("""[{"code":"Agree","label":"同意","tone":"primary","needsFields":false}]""", """[{"code":"x","label":"示例","required":true}]""", null)]
    [InlineData("""[{"code":"A","label":"同意","tone":"primary"},{"code":"B","label":"部分同意","tone":"primary"}]""", "[]", "只能有一个")]
    [InlineData("""[{"code":"Refuse","label":"不同意","tone":"danger"}]""", "[]", "要有一个")]
    public void A_step_may_allow_it_only_when_passing_is_one_thing_and_asks_for_nothing(string actions, string fields, string? problem)
    {
        var settings = new Dictionary<string, string> { ["allowBatch"] = "true", ["actions"] = actions, ["fields"] = fields };
        var problems = StepCheck.Problems(settings.GetValueOrDefault).ToList();
        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.All(problems, p => Assert.Contains(problem!, p, StringComparison.Ordinal));
        settings.Remove("allowBatch");
        Assert.Empty(StepCheck.Problems(settings.GetValueOrDefault));
    }

    [Fact]
    public void The_demo_county_allows_it_where_the_finance_bureau_checks_monthly_claims()
    {
        var definition = File.ReadAllText(Path.Combine(Conventions.Repository.Root, "workflows", "common", "operating-subsidy.json"));
        Assert.Contains("\"allowBatch\"", definition, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_offers_it_only_for_steps_that_allow_it()
    {
        var plain = await BeginAsync(1);
        using var client = await _app.SignInAsync(Owner);
        Assert.DoesNotContain(BatchModel.Path, await client.GetStringAsync("/inbox"), StringComparison.Ordinal);
        using var refused = await ChooseAsync(client, plain);
        using var page = await refused.ReadPageAsync();
        Assert.Contains("不允许批量通过", page.QuerySelector("#unfit")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#fit"));
    }

    [Fact]
    public async Task All_that_were_chosen_are_passed_with_one_opinion_and_the_page_says_so_of_each()
    {
        var tasks = await BeginAsync(3, Allowed);
        using var client = await _app.SignInAsync(Owner);
        Assert.Contains(BatchModel.Path, await client.GetStringAsync("/inbox"), StringComparison.Ordinal);
        using var chosen = await ChooseAsync(client, tasks);
        using var page = await chosen.ReadPageAsync();
        Assert.Equal(3, page.QuerySelectorAll("#fit input[name=ids]").Length);
        Assert.Equal(0, Decided(tasks));

        using var posted = await client.PostAsync(BatchModel.Path + "?handler=Pass", FormOf(page, "示例：同意"));
        using var result = await client.GetPageAsync(posted.Headers.Location!.OriginalString);
        Assert.Equal(3, result.QuerySelectorAll("#result tbody tr").Count(r => r.TextContent.Contains("已通过", StringComparison.Ordinal)));
        Assert.Equal(3, Decided(tasks));
        Assert.Equal(3, _app.Read(sql => sql.Scalar<long>("select count(*) from work_task where opinion = '示例：同意'")));

        using var again = await client.PostAsync(BatchModel.Path + "?handler=Pass", FormOf(page, "示例：同意"));
        Assert.Equal(posted.Headers.Location!.OriginalString, again.Headers.Location!.OriginalString);
        Assert.Equal(3, Acts("task.completed"));
    }

    [Fact]
    public async Task One_that_changed_meanwhile_is_refused_with_who_did_what_and_the_others_are_passed()
    {
        var tasks = await BeginAsync(3, Allowed);
        using var client = await _app.SignInAsync(Owner);
        using var chosen = await ChooseAsync(client, tasks);
        using var page = await chosen.ReadPageAsync();
        await _app.AsAsync<ClaimTask>(Owner, (claim, _) => Task.FromResult(claim.ClaimAll([tasks[1].Id])));

        using var posted = await client.PostAsync(BatchModel.Path + "?handler=Pass", FormOf(page, ""));
        using var result = await client.GetPageAsync(posted.Headers.Location!.OriginalString);
        var refused = Assert.Single(result.QuerySelectorAll("#result tbody tr"), r => r.TextContent.Contains("未通过", StringComparison.Ordinal));
        Assert.Contains("认领任务", refused.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, Decided(tasks));
    }

    [Fact]
    public async Task More_than_ten_go_on_from_page_to_page_until_all_are_done()
    {
        var tasks = await BeginAsync(23, Allowed);
        using var client = await _app.SignInAsync(Owner);
        using var chosen = await ChooseAsync(client, tasks);
        using var page = await chosen.ReadPageAsync();
        using var posted = await client.PostAsync(BatchModel.Path + "?handler=Pass", FormOf(page, ""));
        var at = posted.Headers.Location!.OriginalString;
        Assert.Equal(10, Decided(tasks));
        for (var done = 10; done < 23; done += 10)
        {
            using var progress = await client.GetPageAsync(at);
            Assert.Equal(done.ToString(CultureInfo.InvariantCulture), progress.QuerySelector("form[data-go-on] progress")!.GetAttribute("value"));
            using var more = await client.PostFormAsync(at, new Dictionary<string, string>(), $"{at}?handler=GoOn");
        }

        using var end = await client.GetPageAsync(at);
        Assert.Null(end.QuerySelector("form[data-go-on]"));
        Assert.Equal(23, Decided(tasks));
    }

    [Fact]
    public async Task Two_runs_of_one_batch_at_once_pass_each_task_once()
    {
        var tasks = await BeginAsync(6, Allowed);
        var batch = await _app.AsAsync<PassBatch, Guid>(Owner, (pass, _) => Task.FromResult(pass.Begin([.. tasks.Select(t => new BatchItem(t.Id, t.Revision))], "")));
        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => tasks.Select(t => Task.Run(() => _app.AsAsync<PassBatch>(Owner, (pass, token) => pass.PassAsync(batch, t.Id, "", token))))));
        Assert.Equal(6, Acts("task.completed"));
        await _app.AsAsync<PassBatch>(Colleague, (pass, token) => pass.PassAsync(batch, tasks[0].Id, "", token));
        Assert.Equal(6, Decided(tasks));
    }

    [Fact]
    public async Task An_opinion_is_asked_once_where_passing_needs_one()
    {
        var tasks = await BeginAsync(2, [.. Allowed, ("opinionRule", SigningFlow.Literal("required"))]);
        using var client = await _app.SignInAsync(Owner);
        using var chosen = await ChooseAsync(client, tasks);
        using var page = await chosen.ReadPageAsync();
        using var refused = await client.PostAsync(BatchModel.Path + "?handler=Pass", FormOf(page, " "));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(0, Decided(tasks));
        using var posted = await client.PostAsync(BatchModel.Path + "?handler=Pass", FormOf(page, "示例：都同意"));
        Assert.Equal(2, Decided(tasks));
    }

    [Fact]
    public async Task Nobody_begins_a_batch_with_a_task_of_others_nor_with_more_than_a_hundred()
    {
        var tasks = await BeginAsync(1, Allowed);
        await Assert.ThrowsAsync<MissingException>(() => BeginAsAsync("luxian-housing-inspect", tasks));
        await Assert.ThrowsAsync<InvalidInputException>(() => BeginAsAsync(Owner, [.. Enumerable.Repeat(tasks[0], PassBatch.Most + 1)]));
    }

    private static (string, System.Text.Json.Nodes.JsonNode?)[] Allowed => [("allowBatch", SigningFlow.Literal("true"))];

    private async Task<IReadOnlyList<OpenTask>> BeginAsync(int count, params (string, System.Text.Json.Nodes.JsonNode?)[] settings)
    {
        var first = await _flow.BeginAsync(settings);
        for (var i = 1; i < count; i++)
        {
            await _flow.Cases.RepeatAsync(first);
        }

        return [.. _app.Read(sql => sql.List("select id from case_file where matter_code = 'registration'", row => row.GetGuid(0))).SelectMany(_flow.Cases.OpenTasks).Where(t => t.StepCode == SigningFlow.Step)];
    }

    private Task<Guid> BeginAsAsync(string who, IReadOnlyList<OpenTask> tasks) =>
        _app.AsAsync<PassBatch, Guid>(who, (pass, _) => Task.FromResult(pass.Begin([.. tasks.Select(t => new BatchItem(t.Id, t.Revision))], "")));

    private static async Task<HttpResponseMessage> ChooseAsync(HttpClient client, IReadOnlyList<OpenTask> tasks)
    {
        using var inbox = await client.GetPageAsync("/inbox");
        using var content = new FormUrlEncodedContent([Token(inbox), .. tasks.Select(t => KeyValuePair.Create("ids", t.Id.ToString()))]);
        return await client.PostAsync(BatchModel.Path + "?handler=Choose", content);
    }

    private static FormUrlEncodedContent FormOf(IDocument page, string opinion) => new(
        page.QuerySelectorAll("#pass input").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)).Append(new("opinion", opinion)));

    private static KeyValuePair<string, string> Token(IDocument page) => new("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);

    private int Decided(IReadOnlyList<OpenTask> tasks) => tasks.Count(t => _app.Read(sql => sql.Scalar<string>("select status from work_task where id = @id", ("id", t.Id))) == "Done");

    private long Acts(string action) => _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = @action", ("action", action)));
}
