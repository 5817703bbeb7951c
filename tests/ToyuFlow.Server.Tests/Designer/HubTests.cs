using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>The hub that Studio's viewer listens to, spoken to as its client does: JSON with a record separator at the end.</summary>
public sealed class HubTests : IDisposable
{
    private const char End = '\u001e';
    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public HubTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_viewer_is_told_when_its_instance_moves()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator", "registration");
        using var socket = await ConnectAsync("luxian-audit");
        await ObserveAsync(socket, InstanceOf(caseId));
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        var told = new Dictionary<string, JsonNode>();
        while (told.Count < 3)
        {
            foreach (var message in await ReceiveAsync(socket))
            {
                if (message["target"]?.ToString() is { } target)
                {
                    told[target] = message["arguments"]![0]!;
                }
            }
        }

        Assert.Equal(["ActivityExecutionLogUpdatedAsync", "WorkflowExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"], told.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(InstanceOf(caseId), told["WorkflowInstanceUpdatedAsync"]["workflowInstanceId"]!.ToString());
        var accept = told["ActivityExecutionLogUpdatedAsync"]["stats"]!.AsArray().Single(s => s!["activityId"]!.ToString() == "accept")!;
        Assert.Equal(1, accept["completedCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Only_what_is_watched_is_told_and_nothing_of_another_county()
    {
        var other = Guid.Parse("01990000-0000-7000-8000-0000000000aa");
        var version = Guid.Parse("01990000-0000-7000-8000-0000000000bb");
        await _app.Steps.RunAsync(Actor.System("other"), null, async (services, token) =>
        {
            var db = services.GetRequiredService<ToyuDb>();
            db.Add(new Tenant { Id = "other", Name = "示例县" });
            db.Add(new ToyuFlow.Server.Workflows.DefinitionVersion { Id = version, DefinitionId = "theirs", Version = 1, Name = "别县的流程", Json = "{}" });
            await db.SaveChangesAsync(token);
            db.Add(new ToyuFlow.Server.Workflows.WorkflowInstance { Id = other, DefinitionId = "theirs", DefinitionVersionId = version, DefinitionVersion = 1, Status = "Running", SubStatus = "Suspended", State = "{}" });
            await db.SaveChangesAsync(token);
        }, CancellationToken.None);
        var watched = await _cases.ApplyAsync("luxian-operator", "registration");
        using var socket = await ConnectAsync("luxian-system");
        await ObserveAsync(socket, other.ToString());
        await ObserveAsync(socket, InstanceOf(watched));
        await _app.Steps.RunAsync(Actor.System("other"), null, (services, _) =>
        {
            services.GetRequiredService<Step>().Sql.Execute("update workflow_instance set revision = revision + 1 where tenant_id = 'other' and id = @id", ("id", other));
            return Task.CompletedTask;
        }, CancellationToken.None);
        await _cases.RepeatAsync(watched);
        await _cases.DecideAsync(watched, "accept", "luxian-samr-accept", "Accept");
        var told = await ReceiveAsync(socket);
        Assert.All(told.Where(m => m["target"]?.ToString() == "WorkflowInstanceUpdatedAsync"), m => Assert.Equal(InstanceOf(watched), m["arguments"]![0]!["workflowInstanceId"]!.ToString()));
    }

    [Theory]
    [InlineData("luxian-health-accept")]
    [InlineData("luxian-operator")]
    public async Task Whoever_is_no_administrator_hears_nothing(string userName)
    {
        using var http = await _app.SignInAsync(userName);
        using var answer = await http.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var stranger = _app.CreateClient(new() { AllowAutoRedirect = false });
        using var refused = await stranger.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null);
        Assert.False(refused.IsSuccessStatusCode);
    }

    private string InstanceOf(Guid caseId) => _app.Read(sql => sql.List("select id from workflow_instance where case_id = @case", row => row.GetGuid(0), ("case", caseId)))[0].ToString();

    private async Task<WebSocket> ConnectAsync(string userName)
    {
        var cookies = new CookieContainerHandler();
        using var http = _app.CreateDefaultClient(cookies);
        await http.PostFormAsync("/accounts/signin", new Dictionary<string, string> { ["userName"] = userName, ["password"] = Demo.Password });
        using var negotiated = await http.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null);
        var token = JsonNode.Parse(await negotiated.Content.ReadAsStringAsync())!["connectionToken"]!.ToString();
        var client = _app.Server.CreateWebSocketClient();
        client.ConfigureRequest = request => request.Headers[HeaderNames.Cookie] = cookies.Container.GetCookieHeader(http.BaseAddress!);
        var socket = await client.ConnectAsync(new Uri($"ws://localhost/elsa/hubs/workflow-instance?id={token}"), CancellationToken.None);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await ReceiveAsync(socket);
        return socket;
    }

    private static async Task ObserveAsync(WebSocket socket, string instance)
    {
        await SendAsync(socket, new JsonObject { ["type"] = 1, ["invocationId"] = "1", ["target"] = "ObserveInstanceAsync", ["arguments"] = new JsonArray(instance) }.ToJsonString());
        await ReceiveAsync(socket);
    }

    private static Task SendAsync(WebSocket socket, string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<List<JsonObject>> ReceiveAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (text.Length == 0 || text[^1] != End)
        {
            var part = await socket.ReceiveAsync(buffer, patience.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }

        // Pings keep the line open and say nothing.
        var messages = text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries).Select(m => JsonNode.Parse(m)!.AsObject()).ToList();
        return messages.All(m => m["type"]?.GetValue<int>() == 6) ? await ReceiveAsync(socket) : messages;
    }
}
