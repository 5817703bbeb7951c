using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;
using static ToyuFlow.Server.Tests.Workflows.FlowDriver;

namespace ToyuFlow.Server.Tests.Workflows;

/// <summary>Instances that start, wait for, tell and end each other, on the real server.</summary>
public sealed class CompositionTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly FlowDriver _flows;

    public CompositionTests() => _flows = new FlowDriver(_app);

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("DispatchWorkflow", "result", """{"y":"7"}""")]
    [InlineData("ExecuteWorkflow", "output", """{"y":"7"}""")]
    public async Task A_parent_waits_for_a_child_that_waits_and_goes_on_with_its_output(string type, string output, string expected)
    {
        await _flows.PublishAsync("child", Activity("ask", "RunTask", ("taskName", "ask")), Activity("give", "SetOutput", ("outputName", "y"), ("outputValue", "7")));
        await _flows.PublishAsync("parent", Activity("start", type, ("workflowDefinitionId", "child"), ("waitForCompletion", true), (output, Into("r"))), Activity("after", "RunTask", ("taskName", "after")));
        var parent = await _flows.StartAsync("parent");
        await _flows.DeliverAsync();
        var child = Assert.Single(_flows.Of("child"));
        Assert.Equal(parent.ToString(), child.ParentInstanceId);
        Assert.Equal("start", Assert.Single(_flows.State(parent).Bookmarks).ActivityId);

        await _flows.CompleteAsync(Guid.Parse(child.InstanceId), "ask");
        await _flows.DeliverAsync();
        Assert.Equal("after", Assert.Single(_flows.State(parent).Bookmarks).ActivityId);
        Assert.Equal(expected, _flows.Variable(parent));
        Assert.Equal(0, await _flows.DeliverAsync());
    }

    [Fact]
    public async Task A_child_that_does_not_wait_runs_inside_the_step_of_its_parent()
    {
        await _flows.PublishAsync("child", Activity("give", "SetOutput", ("outputName", "y"), ("outputValue", Script("getInput('x') * 10"))));
        await _flows.PublishAsync("parent", Activity("start", "ExecuteWorkflow", ("workflowDefinitionId", "child"), ("input", Script("({x: 4})")), ("waitForCompletion", true), ("output", Into("r"))));
        var parent = await _flows.StartAsync("parent");
        Assert.Equal(WorkflowSubStatus.Finished, _flows.State(parent).SubStatus);
        Assert.Equal("""{"y":40}""", _flows.Variable(parent));
    }

    [Fact]
    public async Task Ending_a_parent_ends_its_children_and_theirs()
    {
        await _flows.PublishAsync("leaf", Activity("ask", "RunTask", ("taskName", "ask")));
        await _flows.PublishAsync("middle", Activity("start", "DispatchWorkflow", ("workflowDefinitionId", "leaf"), ("waitForCompletion", true)));
        await _flows.PublishAsync("top", Activity("start", "DispatchWorkflow", ("workflowDefinitionId", "middle")), Activity("wait", "RunTask", ("taskName", "wait")));
        var top = await _flows.StartAsync("top");
        await _flows.DeliverAsync();
        await _flows.CancelAsync(top);
        await _flows.DeliverAsync();
        Assert.All(new[] { "top", "middle", "leaf" }, id => Assert.Equal(WorkflowSubStatus.Cancelled, Assert.Single(_flows.Of(id)).SubStatus));
        Assert.Equal(3, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'instance.cancelled'")));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from bookmark")));
    }

    [Fact]
    public async Task A_child_for_each_item_is_started_and_the_last_to_end_lets_the_parent_go_on()
    {
        await _flows.PublishAsync("child", Activity("ask", "RunTask", ("taskName", Script("'' + getInput('Item')"))));
        await _flows.PublishAsync("parent", Activity("all", "BulkDispatchWorkflows", ("workflowDefinitionId", "child"), ("items", Script("['a', 'b']"))));
        var parent = await _flows.StartAsync("parent");
        await _flows.DeliverAsync();
        var children = _flows.Of("child");
        Assert.Equal(["a", "b"], children.Select(c => c.Bookmarks[0].Name).Order());
        foreach (var child in children)
        {
            Assert.Equal(WorkflowStatus.Running, _flows.State(parent).Status);
            await _flows.CompleteAsync(Guid.Parse(child.InstanceId), "ask");
            await _flows.DeliverAsync();
        }

        Assert.Equal(WorkflowSubStatus.Finished, _flows.State(parent).SubStatus);
    }

    [Fact]
    public async Task An_event_reaches_those_who_wait_for_it_under_its_correlation_id_and_starts_what_it_triggers_once()
    {
        await _flows.PublishAsync("waiting", Activity("tie", "Correlate", ("correlationId", Script("'示例-' + getWorkflowInstanceId().length"))), Activity("paid", "Event", ("eventName", "已付款"), ("result", Into("r"))), Activity("after", "RunTask", ("taskName", "after")));
        await _flows.PublishAsync("other", Activity("tie", "Correlate", ("correlationId", "别的")), Activity("paid", "Event", ("eventName", "已付款")));
        await _flows.PublishAsync("triggered", Trigger("paid", "Event", ("eventName", "已付款"), ("result", Into("r"))), Activity("after", "RunTask", ("taskName", "after")));
        await _flows.PublishAsync("sender", Activity("tell", "PublishEvent", ("eventName", "已付款"), ("correlationId", "示例-36"), ("payload", Script("({fen: 100})"))));
        var (waiting, other) = (await _flows.StartAsync("waiting"), await _flows.StartAsync("other"));
        await _flows.StartAsync("sender");
        Assert.Equal("paid", Assert.Single(_flows.State(waiting).Bookmarks).ActivityId);
        await _flows.DeliverAsync();
        Assert.Equal("""{"fen":100}""", _flows.Variable(waiting));
        Assert.Equal("paid", Assert.Single(_flows.State(other).Bookmarks).ActivityId);
        var triggered = Assert.Single(_flows.Of("triggered"));
        Assert.Equal("""{"fen":100}""", triggered.Variables["r"]!.ToJsonString());
        await _flows.DeliverAsync();
        Assert.Single(_flows.Of("triggered"));
    }

    [Fact]
    public async Task A_local_event_stays_in_its_instance()
    {
        var fork = Activity("both", "Parallel", ("activities", new JsonArray(Activity("hear", "Event", ("eventName", "示例事件")), Activity("tell", "PublishEvent", ("eventName", "示例事件"), ("isLocalEvent", true)))));
        await _flows.PublishAsync("flow", fork);
        await _flows.PublishAsync("listener", Activity("hear", "Event", ("eventName", "示例事件")));
        var listener = await _flows.StartAsync("listener");
        var flow = await _flows.StartAsync("flow");
        await _flows.DeliverAsync();
        Assert.Equal(WorkflowSubStatus.Finished, _flows.State(flow).SubStatus);
        Assert.Equal(WorkflowStatus.Running, _flows.State(listener).Status);
    }

    [Fact]
    public async Task Workflows_that_start_each_other_without_end_stop_at_an_incident()
    {
        await _flows.PublishAsync("again", Activity("start", "DispatchWorkflow", ("workflowDefinitionId", "again"), ("waitForCompletion", true)));
        await _flows.StartAsync("again");
        await _flows.DeliverAsync();
        Assert.Equal(33, _flows.Of("again").Count);
        Assert.Contains("互相启动", Assert.Single(_flows.Of("again"), i => i.SubStatus == WorkflowSubStatus.Faulted).Incidents[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_can_start_is_an_incident_of_the_step_that_asked()
    {
        await _flows.PublishAsync("parent", Activity("start", "DispatchWorkflow", ("workflowDefinitionId", "nowhere")));
        var parent = await _flows.StartAsync("parent");
        Assert.Equal("start", Assert.Single(_flows.State(parent).Incidents).ActivityId);
        Assert.Equal(0, await _flows.DeliverAsync());
    }

    [Fact]
    public async Task A_rolled_back_step_tells_nobody_anything()
    {
        await _flows.PublishAsync("sender", Activity("tell", "PublishEvent", ("eventName", "示例事件")), Activity("mail", "SendEmail", ("to", "nobody@example.test"), ("subject", "示例")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _app.AsAsync<WorkflowHost>("luxian-system", async (host, token) =>
        {
            await host.StartAsync("sender", null, [], token);
            throw new InvalidOperationException("示例失败");
        }));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from timer where kind like 'workflow.%'") + sql.Scalar<long>("select count(*) from outbox")));
        await _flows.StartAsync("sender");
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from outbox where recipient = 'nobody@example.test'")));
    }
}
