using System.Net;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed class PublishTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_definition_in_use_is_published_by_a_second_administrator_and_runs()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = (await studio.DefinitionAsync("filing")).InsertTask("review", "accept", "材料齐全，提请出具回执", "sign");
        var refused = await studio.SaveRefusedAsync(model, publish: true);
        Assert.Contains("另一名管理员", refused["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await studio.DefinitionAsync("filing", "Published"))["version"]!.GetValue<int>());
        var request = _app.Read(sql => sql.Scalar<string>("select id from publish_request where decision = 'Open'"));

        using var own = await studio.Http.PostFormAsync($"/designer/review/{request}", new Dictionary<string, string>(), $"/designer/review/{request}?handler=Approve");
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var second = await StudioClient.SignInAsync(_app, "luxian-system2");
        using var page = await second.Http.GetPageAsync($"/designer/review/{request}");
        Assert.Contains("新增环节“示例复核”", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll(".ds-pictures svg").Length);
        using var approved = await second.Http.PostFormAsync($"/designer/review/{request}", new Dictionary<string, string>(), $"/designer/review/{request}?handler=Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Equal(2, (await studio.DefinitionAsync("filing", "Published"))["version"]!.GetValue<int>());

        var cases = new CaseDriver(_app);
        await cases.RegisterAsync("luxian-operator");
        var caseId = await cases.ApplyAsync("luxian-operator", "filing");
        await cases.DecideAsync(caseId, "accept", "luxian-health-accept", "Complete");
        Assert.Equal("示例复核", Assert.Single(cases.OpenTasks(caseId)).Title);
        await cases.DecideAsync(caseId, "review", "luxian-health-review", "同意");
        Assert.Equal("sign", Assert.Single(cases.OpenTasks(caseId)).StepCode);
        Assert.Equal(
            ["definition.drafted", "definition.publish-asked", "definition.published"],
            _app.Read(sql => sql.List("select action from audit_entry where subject_id = 'filing' and is_automatic = @no order by action", row => row.GetString(0), ("no", false))));
    }

    [Fact]
    public async Task A_bad_flow_is_refused_with_the_activity_and_stays_a_draft()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = await studio.DefinitionAsync("filing");
        model.Activity("accept").Remove("title");
        model.Activity("sign")["role"] = Flows.Wrap("NOBODY");
        model.Disconnect("receipt", "Done");
        var refused = await studio.SaveRefusedAsync(model, publish: true);
        Assert.Equal(["accept", "approved", "end", "sign"], refused["faults"]!.AsArray().Select(f => f!["activityId"]!.ToString()).Distinct().Order());
        Assert.Contains("“备案回执签发”的“承办角色”选了“NOBODY”", refused["errors"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal(2, (await studio.DefinitionAsync("filing"))["version"]!.GetValue<int>());
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from publish_request")));
    }

    [Fact]
    public async Task A_draft_that_changes_has_to_be_asked_for_again()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = (await studio.DefinitionAsync("filing")).InsertTask("review", "accept", "材料齐全，提请出具回执", "sign");
        await studio.SaveRefusedAsync(model, publish: true);
        model["description"] = "又改了";
        await studio.SaveAsync(model);
        Assert.Equal(["Withdrawn"], _app.Read(sql => sql.List("select decision from publish_request", row => row.GetString(0))));
    }

    [Fact]
    public async Task A_new_definition_is_published_at_once_and_its_versions_are_kept()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var made = (await studio.SaveAsync(new JsonObject { ["name"] = "示例新流程", ["definitionId"] = null, ["root"] = new JsonObject { ["id"] = "r", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["name"] = "Flowchart1" } }))["workflowDefinition"]!.AsObject();
        var id = made["definitionId"]!.ToString();
        Assert.Equal("Workflow1:r", made["root"]!["nodeId"]!.ToString());
        made["root"]!["activities"] = new JsonArray(new JsonObject { ["id"] = "s", ["type"] = "Elsa.Start", ["version"] = 1 });
        Assert.True((await studio.SaveAsync(made, publish: true))["workflowDefinition"]!["isPublished"]!.GetValue<bool>());
        var next = await studio.DefinitionAsync(id);
        next["description"] = "第二版";
        Assert.Equal(2, (await studio.SaveAsync(next))["workflowDefinition"]!["version"]!.GetValue<int>());
        Assert.Equal(2, (await studio.PostAsync($"/workflow-definitions/{id}/revert/1", new JsonObject()))["version"]!.GetValue<int>());
        Assert.Equal("", (await studio.DefinitionAsync(id))["description"]!.ToString());
        var versions = await studio.GetAsync($"/workflow-definitions?versionOptions=AllVersions&Page=0&PageSize=10&DefinitionIds={id}&OrderBy=Version&OrderDirection=Descending");
        Assert.Equal([2, 1], versions["items"]!.AsArray().Select(v => v!["version"]!.GetValue<int>()));

        Assert.Contains("取消发布", (await studio.RefusedAsync(HttpMethod.Delete, $"/workflow-definitions/{id}"))["errors"]!["generalErrors"]![0]!.ToString(), StringComparison.Ordinal);
        await studio.PostAsync($"/workflow-definitions/{id}/retract", new JsonObject());
        using var deleted = await studio.SendAsync(HttpMethod.Delete, $"/workflow-definitions/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty((await studio.GetAsync($"/workflow-definitions?versionOptions=AllVersions&DefinitionIds={id}"))["items"]!.AsArray());
    }
}
