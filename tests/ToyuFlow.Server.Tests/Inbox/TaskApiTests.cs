using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

public sealed class TaskApiTests : IDisposable
{
    private const string Officer = "luxian-samr-accept";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public TaskApiTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_program_lists_reads_claims_and_decides_and_follows_the_case()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await ProgramAsync(Officer);
        var list = await client.GetFromJsonAsync<JsonObject>("/api/v1/tasks?scope=Pool");
        var item = Assert.Single(list!["items"]!.AsArray())!;
        Assert.Equal(1, list["total"]!.GetValue<int>());
        var address = $"/api/v1/tasks/{item["id"]}";
        using (var claimed = await client.PostAsync($"{address}/claim", null))
        {
            Assert.Equal(HttpStatusCode.NoContent, claimed.StatusCode);
        }

        var task = await client.GetFromJsonAsync<JsonObject>(address);
        using var decided = await client.PostAsJsonAsync($"{address}/complete", new { Revision = task!["revision"]!.GetValue<long>(), Action = "Accept", Opinion = "示例" });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        var file = await client.GetFromJsonAsync<JsonObject>($"/api/v1/cases/{caseId}");
        Assert.Equal("Accepted", file!["status"]!.GetValue<string>());
        Assert.Contains(file["timeline"]!.AsArray(), e => e!["sentence"]!.GetValue<string>().Contains("已受理", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"revision\":\"one\",\"action\":\"Accept\"}")]
    [InlineData("{\"revision\":1,\"action\":7}")]
    [InlineData("{\"revision\":1,\"action\":null}")]
    [InlineData("{\"revision\":1,\"action\":\"Nonsense\"}")]
    [InlineData("{\"revision\":1,\"action\":\"Correct\",\"opinion\":\"x\",\"corrections\":[null]}")]
    [InlineData("{\"revision\":1,\"action\":\"Correct\",\"opinion\":\"x\",\"corrections\":[{}],\"checks\":[null,{}],\"answers\":{\"a\":null}}")]
    public async Task A_malformed_body_is_answered_with_problem_details_and_changes_nothing(string body)
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        using var client = await ProgramAsync(Officer);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"/api/v1/tasks/{task.Id}/complete", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal(400, problem!["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["number"]!.GetValue<string>());
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused_by_its_type()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        using var client = await ProgramAsync(Officer);
        using var content = new StringContent("action=Accept", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await client.PostAsync($"/api/v1/tasks/{Assert.Single(_cases.OpenTasks(caseId)).Id}/complete", content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task A_late_decision_learns_who_decided_what_and_when()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        await _cases.DecideAsync(caseId, "accept", Officer, "Accept");
        using var client = await ProgramAsync(Officer);
        using var response = await client.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/complete", new { task.Revision, Action = "Accept" });

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Contains($"已由{_app.ActorOf(Officer).Name}于 2025-03-07 10:00 办理：受理", problem!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_form_token_nothing_is_done()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        using var client = await _app.SignInAsync(Officer);
        using var response = await client.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/complete", new { task.Revision, Action = "Accept" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
    }

    [Theory]
    [InlineData("luxian-civil-accept", HttpStatusCode.NotFound)]
    [InlineData("luxian-operator2", HttpStatusCode.NotFound)]
    public async Task A_task_of_others_is_not_there(string who, HttpStatusCode expected)
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        using var client = await ProgramAsync(who);
        using var read = await client.GetAsync($"/api/v1/tasks/{task.Id}");
        using var claimed = await client.PostAsync($"/api/v1/tasks/{task.Id}/claim", null);
        using var decided = await client.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/complete", new { task.Revision, Action = "Accept" });
        Assert.Equal([expected, expected, expected], [read.StatusCode, claimed.StatusCode, decided.StatusCode]);
        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_so_and_an_administrator_is_refused()
    {
        using var nobody = _app.CreateClient();
        using var unknown = await nobody.GetAsync("/api/v1/tasks");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        using var administrator = await _app.SignInAsync("luxian-system");
        using var refused = await administrator.GetAsync("/api/v1/tasks");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    /// <summary>Signed in with the cookie, the form token in the header of every request.</summary>
    private async Task<HttpClient> ProgramAsync(string userName)
    {
        var client = await _app.SignInAsync(userName);
        var session = await client.GetFromJsonAsync<JsonObject>("/api/v1/session");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", session!["token"]!.GetValue<string>());
        return client;
    }
}
