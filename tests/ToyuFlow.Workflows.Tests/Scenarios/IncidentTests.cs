using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Tests.Scenarios;

public sealed class IncidentTests
{
    [Fact]
    public async Task A_retry_runs_the_activity_again_and_the_workflow_goes_on()
    {
        var flaky = new Flaky { Fails = true };
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Custom("x"), Wf.Line("after")], "start->x", "x->after")), Catalog(flaky));
        var incident = Assert.Single(simulation.Instances[0].State.Incidents);
        Assert.Equal(("x", "服务不可用"), (incident.ActivityId, incident.Message));
        Assert.Equal(WorkflowSubStatus.Faulted, simulation.Instances[0].State.SubStatus);

        flaky.Fails = false;
        await simulation.StimulateAsync(simulation.Instances[0], new RetryIncident(incident.Id));
        Assert.Equal(["after"], simulation.Lines);
        Assert.Empty(simulation.Instances[0].State.Incidents);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
        await Assert.ThrowsAsync<WorkflowNotRunningException>(() => simulation.StimulateAsync(simulation.Instances[0], new RetryIncident(incident.Id)));
    }

    [Fact]
    public async Task A_skip_goes_on_by_the_chosen_outcome()
    {
        var definition = Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Wf.Activity("d", "FlowDecision", ("condition", Wf.Script("nope.x"))), Wf.Line("yes"), Wf.Line("no")], "start->d", "d:True->yes", "d:False->no"));
        var simulation = await Wf.StartAsync(definition);
        await simulation.StimulateAsync(simulation.Instances[0], new SkipIncident(simulation.Instances[0].State.Incidents[0].Id, "False"));
        Assert.Equal(["no"], simulation.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task With_the_continue_strategy_the_other_branches_go_on()
    {
        var definition = Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Wf.Activity("f", "Fault", ("message", "坏了")), Wf.Task("t"), Wf.Line("after")], "start->f", "start->t", "t->after"));
        definition["options"] = new JsonObject { ["incidentStrategyType"] = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core" };
        var simulation = await Wf.StartAsync(definition);
        await simulation.CompleteTaskAsync("t", null);
        var state = simulation.Instances[0].State;
        Assert.Equal(["after"], simulation.Lines);
        Assert.Equal(WorkflowSubStatus.Suspended, state.SubStatus);
        await simulation.StimulateAsync(simulation.Instances[0], new SkipIncident(state.Incidents[0].Id, "Done"));
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_failed_resume_keeps_its_bookmark_for_another_try()
    {
        var flaky = new Flaky { Waits = true };
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Custom("x"), Wf.Line("after"))), Catalog(flaky));
        flaky.Fails = true;
        await simulation.ResumeAsync("x", Wf.Nothing);
        var state = simulation.Instances[0].State;
        Assert.Equal(WorkflowSubStatus.Faulted, state.SubStatus);
        Assert.Single(state.Bookmarks);

        flaky.Fails = false;
        await simulation.StimulateAsync(simulation.Instances[0], new RetryIncident(state.Incidents[0].Id));
        await simulation.ResumeAsync("x", Wf.Nothing);
        Assert.Equal(["after"], simulation.Lines);
    }

    [Fact]
    public async Task A_loop_that_never_waits_ends_in_an_incident()
    {
        var definition = Wf.Definition(Wf.Activity("root", "While", ("condition", Wf.Script("true")), ("body", Wf.Line("b"))));
        var result = await new WorkflowRunner(ActivityCatalog.BuiltIn()).StartAsync(Wf.Graph(definition), new StartRequest("i", null, Wf.Nothing), Wf.Services() with { MaxActivitiesPerStep = 1_000 });
        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        Assert.Contains("不停的循环", Assert.Single(result.State.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fatal_exception_leaves_the_step()
    {
        var services = Wf.Services() with { IsFatal = e => e.Message == "服务不可用" };
        var graph = Wf.Graph(Wf.Definition(Wf.Sequence("root", Custom("x"))), Catalog(new Flaky { Fails = true }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new WorkflowRunner(ActivityCatalog.BuiltIn()).StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services));
    }

    [Fact]
    public async Task The_host_wraps_each_activity_and_its_exception_becomes_an_incident()
    {
        var wrapped = new List<string>();
        var services = Wf.Services() with
        {
            Around = async (context, run) =>
            {
                wrapped.Add(context.Node.Id);
                await run();
                if (context.Node.Id == "b")
                {
                    throw new InvalidOperationException("保存失败");
                }
            }
        };
        var result = await new WorkflowRunner(ActivityCatalog.BuiltIn()).StartAsync(Wf.Graph(Wf.Definition(Wf.Sequence("root", Wf.Line("a"), Wf.Line("b")))), new StartRequest("i", null, Wf.Nothing), services);
        Assert.Equal(["a", "b"], wrapped);
        Assert.Equal("保存失败", Assert.Single(result.IncidentsRaised).Message);
    }

    [Fact]
    public async Task An_administrator_sets_a_variable_and_nothing_runs()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Task("t"), Wf.Activity("w", "WriteLine", ("text", Wf.Script("variables.v")))), "v"));
        await simulation.StimulateAsync(simulation.Instances[0], new SetVariables(new Dictionary<string, JsonNode?> { ["v"] = "更正" }));
        Assert.Equal(["t"], simulation.Waiting());
        await simulation.CompleteTaskAsync("t", null);
        Assert.Equal(["更正"], simulation.Lines);
        await Assert.ThrowsAsync<WorkflowNotRunningException>(() => simulation.StimulateAsync(simulation.Instances[0], new SetVariables(new Dictionary<string, JsonNode?>())));
    }

    [Fact]
    public async Task An_unknown_incident_is_refused()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Task("t"))));
        await Assert.ThrowsAsync<IncidentNotFoundException>(() => simulation.StimulateAsync(simulation.Instances[0], new RetryIncident("nothing")));
    }

    [Fact]
    public async Task A_custom_activity_that_loses_at_a_join_is_told_so()
    {
        var flaky = new Flaky { Waits = true };
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Custom("x"), Wf.Task("t"), Wf.Activity("j", "FlowJoin", ("mode", "WaitAny"))], "start->x", "start->t", "x->j", "t->j")), Catalog(flaky));
        await simulation.CompleteTaskAsync("t", null);
        Assert.Equal(1, flaky.Cancelled);
    }

    private static JsonObject Custom(string id) => new() { ["id"] = id, ["type"] = "Test.Flaky", ["version"] = 1 };

    private static ActivityCatalog Catalog(Flaky activity) =>
        ActivityCatalog.BuiltIn().Add(new ActivityDescriptor("Test.Flaky", 1, "Flaky", "Test", null, [], [], ActivityPorts.Done), _ => activity);

    private sealed class Flaky : Activity
    {
        public bool Fails { get; set; }

        public bool Waits { get; init; }

        public int Cancelled { get; private set; }

        public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            Try();
            if (Waits)
            {
                context.CreateBookmark("Test", null);
            }

            return ValueTask.CompletedTask;
        }

        public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
        {
            Try();
            return base.ResumeAsync(context, bookmark, input, cancellationToken);
        }

        public override ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            Cancelled++;
            return ValueTask.CompletedTask;
        }

        private void Try()
        {
            if (Fails)
            {
                throw new InvalidOperationException("服务不可用");
            }
        }
    }
}
