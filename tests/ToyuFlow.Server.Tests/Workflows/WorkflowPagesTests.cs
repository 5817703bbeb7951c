using System.Net;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Workflows;

public sealed class WorkflowPagesTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public WorkflowPagesTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("/workflows/definitions")]
    [InlineData("/workflows/definition/registration")]
    [InlineData("/workflows/instances")]
    [InlineData("/workflows/incidents")]
    public async Task Each_page_is_for_the_system_administrator_only(string path)
    {
        foreach (var name in new[] { "luxian-system", "luxian-security", "luxian-audit", "luxian-health-approve", "luxian-operator" })
        {
            using var client = await _app.SignInAsync(name);
            using var answer = await client.GetAsync(path);
            Assert.True((answer.StatusCode == HttpStatusCode.OK) == (name == "luxian-system"), $"{name} {path} {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_definition_is_drawn_can_be_downloaded_and_shows_how_many_run_on_each_version()
    {
        await _cases.ApplyAsync("luxian-operator", "registration");
        await PublishAsync(json => json["description"] = "第二版");
        await _cases.ApplyAsync("luxian-operator2", "registration");
        using var client = await _app.SignInAsync("luxian-system");
        using var list = await client.GetPageAsync("/workflows/definitions");
        var rows = list.QuerySelectorAll("tbody tr").Where(r => r.GetAttribute("data-href")!.Contains("/registration?", StringComparison.Ordinal)).ToList();
        Assert.Equal(["第 2 版 已发布", "第 1 版 旧版"], rows.Select(r => r.QuerySelector("td[data-label=版本]")!.TextContent.Trim()));
        Assert.Equal(["1", "1 · 迁移"], rows.Select(r => r.LastElementChild!.TextContent.Trim()));

        using var first = await client.GetPageAsync("/workflows/definition/registration?version=1");
        Assert.Contains("登记审查", first.QuerySelector("figure.tf-flow")!.TextContent, StringComparison.Ordinal);
        var file = await client.GetStringAsync("/workflows/definition/registration?version=2&handler=Download");
        Assert.Equal("第二版", JsonNode.Parse(file)!["description"]!.GetValue<string>());
        using var none = await client.GetAsync("/workflows/definition/registration?version=9");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Instances_are_found_by_status_definition_and_case_number()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.ApplyAsync("luxian-operator2", "registration");
        var number = _app.Read(sql => sql.Scalar<string>("select number from case_file where id = @id", ("id", caseId)));
        using var client = await _app.SignInAsync("luxian-system");
        Assert.Equal(2, await CountAsync(client, "/workflows/instances?status=Running&definition=registration"));
        Assert.Equal(1, await CountAsync(client, $"/workflows/instances?q={number}"));
        Assert.Equal(0, await CountAsync(client, "/workflows/instances?status=Finished"));
        Assert.Equal(0, await CountAsync(client, "/workflows/instances?definition=filing"));
    }

    [Fact]
    public async Task An_instance_shows_where_it_stands_and_who_moved_it_but_not_what_was_written()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept", "只有办案人能看的意见");
        using var client = await _app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync($"/workflows/instance/{InstanceOf(caseId)}");
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("正在等待：登记审查", text, StringComparison.Ordinal);
        Assert.Contains("测试举办者一", text, StringComparison.Ordinal);
        Assert.Contains(_app.ActorOf("luxian-samr-accept").Name, text, StringComparison.Ordinal);
        Assert.Contains("institutionType", text, StringComparison.Ordinal);
        Assert.DoesNotContain("只有办案人能看的意见", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("91510521MA00001460", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("details.tf-step").Length);
    }

    [Fact]
    public async Task A_failed_step_is_shown_with_case_and_reason_fails_again_on_retry_and_can_be_skipped()
    {
        var (caseId, incident) = await FailAsync();
        using var client = await _app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync("/workflows/incidents");
        var row = Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.Contains("收件计时", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("no.such.limit", row.TextContent, StringComparison.Ordinal);

        using var retried = await client.PostFormAsync("/workflows/incidents", new Dictionary<string, string> { ["id"] = incident.ToString() }, "/workflows/incidents?handler=Retry");
        using var after = await client.GetPageAsync("/workflows/incidents");
        Assert.Contains("又出错了", after.Body!.TextContent, StringComparison.Ordinal);
        var again = Guid.Parse(after.QuerySelector("tbody input[name=id]")!.GetAttribute("value")!);
        Assert.NotEqual(incident, again);

        using var wrong = await client.PostFormAsync("/workflows/incidents", Skip(again, "没有这个出口", "示例原因"), "/workflows/incidents?handler=Skip");
        using var silent = await client.PostFormAsync("/workflows/incidents", Skip(again, "Done", ""), "/workflows/incidents?handler=Skip");
        Assert.Empty(_cases.OpenTasks(caseId));
        using var skipped = await client.PostFormAsync("/workflows/incidents", Skip(again, "Done", "示例原因"), "/workflows/incidents?handler=Skip");
        Assert.Equal("accept", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        Assert.Equal("Done 示例原因", _app.Read(sql => sql.Scalar<string>("select detail from audit_entry where action = 'incident.skip' and who = '测试系统管理员'")));
        using var twice = await client.PostFormAsync("/workflows/incidents", Skip(again, "Done", "示例原因"), "/workflows/incidents?handler=Skip");
        Assert.Single(_cases.OpenTasks(caseId));
        using var resolved = await client.GetPageAsync("/workflows/incidents?resolved=true");
        Assert.Equal(["已跳过", "已重试"], resolved.QuerySelectorAll("tbody tr").Select(r => r.LastElementChild!.FirstElementChild!.FirstChild!.TextContent.Trim()).Order());
    }

    [Fact]
    public async Task Ending_a_flow_closes_its_case_with_the_reason_for_the_applicant_and_loses_nothing_to_no_queue()
    {
        var (caseId, incident) = await FailAsync();
        using var client = await _app.SignInAsync("luxian-system");
        using var ended = await client.PostFormAsync("/workflows/incidents", new Dictionary<string, string> { ["id"] = incident.ToString(), ["reason"] = "示例终止原因" }, "/workflows/incidents?handler=Cancel");
        using var told = await client.GetPageAsync("/workflows/incidents");
        Assert.Contains("流程已终止", told.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Withdrawn", _cases.Status(caseId));
        Assert.Contains(_cases.Sentences(caseId), s => s.Contains("终止", StringComparison.Ordinal));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from incident where resolved_at is null")));

        var running = await _cases.ApplyAsync("luxian-operator2", "filing");
        using var other = await client.PostFormAsync($"/workflows/instance/{InstanceOf(running)}", new Dictionary<string, string> { ["reason"] = "示例终止原因" }, $"/workflows/instance/{InstanceOf(running)}?handler=Cancel");
        Assert.Equal("Withdrawn", _cases.Status(running));
        Assert.Empty(_cases.OpenTasks(running));
        Assert.Equal(2, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'instance.cancelled' and detail = '示例终止原因'")));
    }

    private async Task<(Guid CaseId, Guid Incident)> FailAsync()
    {
        await PublishAsync(json => Notice(json)["code"]!["expression"]!["value"] = "no.such.limit");
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        return (caseId, _app.Read(sql => sql.List("select id from incident", row => row.GetGuid(0)))[0]);
    }

    private Task PublishAsync(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(_app.Read(sql => sql.Scalar<string>("select json from definition_version where definition_id = 'registration' and is_published"))!)!;
        change(json);
        return _app.AsAsync<DefinitionLibrary>("luxian-system", (library, token) => library.PublishAsync(json.ToJsonString(), token));
    }

    private static JsonNode Notice(JsonNode json) => json["root"]!["activities"]!.AsArray().First(a => a!["id"]!.GetValue<string>() == "notice")!;

    private static Dictionary<string, string> Skip(Guid incident, string outcome, string reason) => new() { ["id"] = incident.ToString(), ["outcome"] = outcome, ["reason"] = reason };

    private Guid InstanceOf(Guid caseId) => _app.Read(sql => sql.List("select instance_id from case_file where id = @id", row => row.GetGuid(0), ("id", caseId)))[0];

    private static async Task<int> CountAsync(HttpClient client, string path)
    {
        using var page = await client.GetPageAsync(path);
        return page.QuerySelectorAll("tbody tr").Length;
    }
}
