using System.Net;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed class InstanceTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public InstanceTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Instances_are_listed_filtered_sorted_and_paged()
    {
        var first = await _cases.ApplyAsync("luxian-operator", "registration");
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _cases.RepeatAsync(first);
        var done = await _cases.ApplyAsync("luxian-operator2", "registration");
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        await studio.PostAsync($"/cancel/workflow-instances/{InstanceOf(done)}", new JsonObject());
        var all = await ListAsync(studio, []);
        Assert.Equal(3, all.Count);
        Assert.Equal("托育机构设立登记", all[0]["name"]!.ToString());
        var number = all.Single(i => i["id"]!.ToString() == InstanceOf(first))["correlationId"]!.ToString();
        Assert.Equal(InstanceOf(first), Assert.Single(await ListAsync(studio, new() { ["searchTerm"] = number }))["id"]!.ToString());
        Assert.Equal(InstanceOf(first), Assert.Single(await ListAsync(studio, new() { ["correlationId"] = number }))["id"]!.ToString());
        Assert.Equal(2, (await ListAsync(studio, new() { ["statuses"] = new JsonArray("Running") })).Count);
        Assert.Equal(InstanceOf(done), Assert.Single(await ListAsync(studio, new() { ["status"] = "Finished", ["subStatuses"] = new JsonArray("Cancelled") }))["id"]!.ToString());
        Assert.Empty(await ListAsync(studio, new() { ["definitionIds"] = new JsonArray("filing") }));
        Assert.Empty(await ListAsync(studio, new() { ["hasIncidents"] = true }));
        Assert.Equal(3, (await ListAsync(studio, new() { ["hasIncidents"] = false, ["definitionId"] = "registration" })).Count);
        var late = new JsonArray(new JsonObject { ["column"] = "CreatedAt", ["operator"] = "GreaterThan", ["timestamp"] = ToyuFlowApp.Start.AddMinutes(30).ToString("o") });
        Assert.Equal(2, (await ListAsync(studio, new() { ["timestampFilters"] = late })).Count);
        Assert.Equal(InstanceOf(first), (await ListAsync(studio, new() { ["orderBy"] = "Created", ["orderDirection"] = "Ascending", ["pageSize"] = 1 })).Single()["id"]!.ToString());
        var versions = await studio.GetAsync($"/workflow-definitions?versionOptions=&Ids={all[0]["definitionVersionId"]}");
        Assert.Equal("registration", Assert.Single(versions["items"]!.AsArray())!["definitionId"]!.ToString());
    }

    [Fact]
    public async Task An_instance_is_followed_step_by_step_without_what_people_wrote()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration", new Dictionary<string, string> { ["founder"] = "示例·保密内容" });
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        using var studio = await StudioClient.SignInAsync(_app, "luxian-audit");
        var id = InstanceOf(caseId);
        var viewed = await studio.GetAsync($"/workflow-instances/{id}");
        Assert.Equal(("Running", "Suspended"), (viewed["status"]!.ToString(), viewed["subStatus"]!.ToString()));
        var journal = (await studio.PostAsync($"/workflow-instances/{id}/journal?skip=0&take=1000", new JsonObject { ["filter"] = new JsonObject { ["excludedActivityTypes"] = new JsonArray("Elsa.Workflow", "Elsa.Flowchart") } }))["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, journal.Count).Select(n => journal[0]!["sequence"]!.GetValue<long>() + n).Count(), journal.Select(j => j!["sequence"]!.GetValue<long>()).Distinct().Count());
        Assert.Contains(journal, j => j!["activityName"]!.ToString() == "登记材料齐全性检查" && j["eventName"]!.ToString() == "Completed");
        var page = await studio.PostAsync($"/workflow-instances/{id}/journal?skip=2&take=3", new JsonObject { ["filter"] = new JsonObject { ["activityIds"] = new JsonArray("accept") } });
        Assert.Equal(4, page["totalCount"]!.GetValue<int>());
        Assert.Equal(["Resumed", "Completed"], page["items"]!.AsArray().Select(j => j!["eventName"]!.ToString()));

        var stats = (await studio.PostAsync("/activity-executions/report", new JsonObject { ["workflowInstanceId"] = id, ["activityNodeIds"] = new JsonArray() }))["stats"]!.AsArray();
        Assert.True(stats.Single(s => s!["activityId"]!.ToString() == "review")!["isBlocked"]!.GetValue<bool>());
        Assert.Equal(stats.Count, stats.Select(s => s!["activityNodeId"]!.ToString()).Distinct().Count());
        var runs = await studio.GetAsync($"/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:accept");
        var run = Assert.Single(runs["items"]!.AsArray())!["id"]!.ToString();
        Assert.Equal("Completed", (await studio.GetAsync($"/activity-executions/by-id?id={run}"))["status"]!.ToString());
        Assert.Equal("accept", (await studio.GetAsync($"/activity-executions/{run}/call-stack"))["items"]!.AsArray()[^1]!["activityId"]!.ToString());
        Assert.Single((await studio.GetAsync($"/activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:root:accept"))["items"]!.AsArray());

        // Administrators look after the flow, not the case.
        var variables = await studio.GetAsync($"/workflow-instances/{id}/variables");
        Assert.NotEmpty(variables["items"]!.AsArray());
        var export = await studio.Http.GetStringAsync($"{StudioClient.Api}/workflow-instances/{id}/export");
        foreach (var text in new[] { viewed.ToJsonString(), variables.ToJsonString(), export })
        {
            Assert.DoesNotContain("示例·", System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
        }

        Assert.Equal("Suspended", (await studio.GetAsync($"/workflow-instances/{id}/execution-state"))["workflowSubStatus"]!.ToString());
        foreach (var path in new[] { "", "/execution-state", "/variables", "/export" })
        {
            using var missing = await studio.Http.GetAsync($"{StudioClient.Api}/workflow-instances/{Guid.Empty}{path}");
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Fact]
    public async Task An_instance_can_be_ended_but_its_record_stays()
    {
        var (one, two) = (await _cases.ApplyAsync("luxian-operator", "registration"), await _cases.ApplyAsync("luxian-operator2", "registration"));
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        foreach (var (method, path) in new[] { (HttpMethod.Delete, $"/workflow-instances/{InstanceOf(one)}"), (HttpMethod.Post, "/bulk-actions/delete/workflow-instances/by-id"), (HttpMethod.Post, "/bulk-actions/import/workflow-instances") })
        {
            Assert.Contains("办理记录", (await studio.RefusedAsync(method, path, method == HttpMethod.Delete ? null : new JsonObject { ["ids"] = new JsonArray(InstanceOf(one)) }))["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);
        }

        await studio.PostAsync($"/cancel/workflow-instances/{InstanceOf(one)}", new JsonObject());
        Assert.Equal("Cancelled", (await studio.GetAsync($"/workflow-instances/{InstanceOf(one)}"))["subStatus"]!.ToString());
        Assert.Empty(_cases.OpenTasks(one));
        var ended = await studio.PostAsync("/bulk-actions/cancel/workflow-instances", new JsonObject { ["definitionId"] = "registration", ["versionOptions"] = "Latest" });
        Assert.Equal(1, ended["cancelledCount"]!.GetValue<int>());
        Assert.Equal("Finished", (await studio.GetAsync($"/workflow-instances/{InstanceOf(two)}"))["status"]!.ToString());
        using var exported = await studio.SendAsync(HttpMethod.Post, "/bulk-actions/export/workflow-instances", new JsonObject { ["ids"] = new JsonArray(InstanceOf(one), InstanceOf(two)) });
        Assert.Equal(2, JsonNode.Parse(await exported.Content.ReadAsStringAsync())!.AsArray().Count);
    }

    private string InstanceOf(Guid caseId) => _app.Read(sql => sql.List("select id from workflow_instance where case_id = @case", row => row.GetGuid(0), ("case", caseId)))[0].ToString();

    private static async Task<List<JsonObject>> ListAsync(StudioClient studio, JsonObject filter)
    {
        filter.TryAdd("page", 0);
        filter.TryAdd("pageSize", 10);
        return [.. (await studio.PostAsync("/workflow-instances", filter))["items"]!.AsArray().OfType<JsonObject>()];
    }
}
