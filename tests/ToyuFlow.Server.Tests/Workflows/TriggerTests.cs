using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;
using static ToyuFlow.Server.Tests.Workflows.FlowDriver;

namespace ToyuFlow.Server.Tests.Workflows;

public sealed class TriggerTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly FlowDriver _flows;

    public TriggerTests() => _flows = new FlowDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_interval_starts_an_instance_each_time_and_only_of_the_version_that_is_published()
    {
        await _flows.PublishAsync("beat", Trigger("beat", "Timer", ("interval", "01:00:00")), Activity("done", "SetOutput", ("outputName", "v"), ("outputValue", "1")));
        Assert.Equal(0, await _flows.DeliverAsync());
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _flows.DeliverAsync();
        await _flows.DeliverAsync();
        Assert.Single(_flows.Of("beat"));

        await _flows.PublishAsync("beat", Trigger("beat", "Timer", ("interval", "01:00:00")), Activity("done", "SetOutput", ("outputName", "v"), ("outputValue", "2")));
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _flows.DeliverAsync();
        Assert.Equal(["1", "2"], _flows.Of("beat").Select(i => i.Output["v"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_cron_expression_is_read_in_Beijing_time()
    {
        await _flows.PublishAsync("morning", Trigger("at", "Cron", ("cronExpression", "0 30 8 * * MON")));
        _app.Clock.Set(new DateTimeOffset(2025, 3, 10, 0, 29, 59, TimeSpan.Zero));
        Assert.Equal(0, await _flows.DeliverAsync());
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        await _flows.DeliverAsync();
        Assert.Single(_flows.Of("morning"));
    }

    [Fact]
    public async Task A_point_in_time_starts_once()
    {
        await _flows.PublishAsync("once", Trigger("at", "StartAt", ("dateTime", "2025-03-08T00:00:00+08:00")));
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await _flows.DeliverAsync();
        await _flows.DeliverAsync();
        Assert.Single(_flows.Of("once"));
    }

    [Fact]
    public async Task A_request_starts_what_listens_at_its_path_once_for_each_key()
    {
        await _flows.PublishAsync("hook", Trigger("in", "HttpEndpoint", ("path", "示例/Hook"), ("supportedMethods", new JsonArray("POST")), ("parsedContent", Into("r"))));
        using var client = await _app.SignInAsync("luxian-operator");
        var session = await client.GetFromJsonAsync<JsonObject>("/api/v1/session");
        client.DefaultRequestHeaders.Add("RequestVerificationToken", session!["token"]!.GetValue<string>());
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/workflows/示例/hook") { Content = JsonContent.Create(new { n = 5 }) };
            request.Headers.Add("Idempotency-Key", "k1");
            using var answer = await client.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal("""{"n":5}""", Assert.Single(_flows.Of("hook")).Variables["r"]!.ToJsonString());
        using var wrong = await client.GetAsync("/workflows/示例/hook");
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        using var stranger = _app.CreateClient(new() { AllowAutoRedirect = false });
        using var refused = await stranger.PostAsJsonAsync("/workflows/示例/hook", new { n = 6 });
        Assert.NotEqual(HttpStatusCode.Accepted, refused.StatusCode);
        Assert.Single(_flows.Of("hook"));
    }

    [Fact]
    public async Task A_failed_step_is_tried_again_after_longer_and_longer_pauses_and_then_waits_for_an_administrator()
    {
        await _flows.PublishAsync("fails", "RetryStrategy", Activity("bad", "Fault", ("message", "示例故障")));
        var instance = await _flows.StartAsync("fails");
        foreach (var minutes in new[] { 1, 5, 30, 120, 720 })
        {
            Assert.Equal(0, await _flows.DeliverAsync());
            _app.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Equal(1, await _flows.DeliverAsync());
        }

        _app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await _flows.DeliverAsync());
        Assert.Equal(6, _app.Read(sql => sql.Scalar<long>("select count(*) from incident")));
        Assert.Null(Assert.Single(_flows.State(instance).Incidents).RetryAt);
    }
}
