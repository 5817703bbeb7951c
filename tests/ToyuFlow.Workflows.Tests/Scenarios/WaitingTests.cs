using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Tests.Scenarios;

public sealed class WaitingTests
{
    [Fact]
    public async Task A_delay_ends_at_its_time_and_not_before()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("d", "Delay", ("timeSpan", "1.00:00:00")), Wf.Line("after"))));
        Assert.Equal(0, await simulation.WaitAsync(TimeSpan.FromHours(23)));
        Assert.Equal(1, await simulation.WaitAsync(TimeSpan.FromHours(1)));
        Assert.Equal(["after"], simulation.Lines);
    }

    [Fact]
    public async Task A_timer_bookmark_says_when_it_is_due()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("d", "Delay", ("timeSpan", "00:30:00")))));
        Assert.Equal(Wf.Clock().GetUtcNow() + TimeSpan.FromMinutes(30), Assert.Single(simulation.Instances[0].State.Bookmarks).DueAt);
    }

    [Fact]
    public async Task An_event_reaches_only_who_waits_for_its_name()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("e", "Event", ("eventName", "Paid"), ("result", Wf.Bound("p"))), Wf.Line("after")), "p"));
        await simulation.PublishAsync(new PublishedEvent("Other", null, null, null));
        Assert.Equal(["e"], simulation.Waiting());
        await simulation.PublishAsync(new PublishedEvent("Paid", JsonValue.Create(12), null, null));
        Assert.Equal(12, simulation.Instances[0].State.Variables["p"]!.GetValue<int>());
        Assert.Equal(["after"], simulation.Lines);
    }

    [Fact]
    public async Task An_event_with_a_correlation_id_reaches_only_that_case()
    {
        var simulation = Wf.Simulate(Wf.Definition(Wf.Sequence("root", Wf.Activity("c", "Correlate", ("correlationId", Wf.Script("getInput('case')"))), Wf.Activity("e", "Event", ("eventName", "Paid")))));
        await simulation.StartAsync("test", new Dictionary<string, JsonNode?> { ["case"] = "A-1" });
        await simulation.StartAsync("test", new Dictionary<string, JsonNode?> { ["case"] = "A-2" });
        await simulation.PublishAsync(new PublishedEvent("Paid", null, "A-2", null));
        Assert.Equal([WorkflowSubStatus.Suspended, WorkflowSubStatus.Finished], simulation.Instances.Select(i => i.State.SubStatus));
    }

    [Fact]
    public async Task An_event_starts_a_workflow_through_its_trigger()
    {
        var trigger = Wf.Activity("e", "Event", ("eventName", "Applied"), ("result", Wf.Bound("p")), ("customProperties", new JsonObject { ["canStartWorkflow"] = true }));
        var simulation = Wf.Simulate(Wf.Definition(Wf.Flowchart([trigger, Wf.Activity("after", "WriteLine", ("text", Wf.Script("variables.p.name")))], "e->after"), "p"));
        var instance = await simulation.TriggerAsync("test", "Applied", new JsonObject { ["name"] = "示例·小橙子托育园" }, Wf.Nothing);
        Assert.Equal(WorkflowSubStatus.Finished, instance!.State.SubStatus);
        Assert.Equal(["示例·小橙子托育园"], simulation.Lines);
        Assert.Null(await simulation.TriggerAsync("test", "Unknown", null, Wf.Nothing));
    }

    [Fact]
    public async Task A_bookmark_is_resumed_once()
    {
        var graph = Wf.Graph(Wf.Definition(Wf.Sequence("root", Wf.Task("a"), Wf.Task("b"))));
        var runner = new WorkflowRunner(ToyuFlow.Workflows.Activities.ActivityCatalog.BuiltIn());
        var services = Wf.Services();
        var started = await runner.StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services);
        var bookmark = Assert.Single(started.BookmarksCreated);
        var saved = started.State.ToJson();

        var resumed = await runner.AdvanceAsync(graph, WorkflowState.FromJson(saved), new ResumeBookmark(bookmark.Id, Wf.Nothing), services);
        Assert.Equal([bookmark.Id], resumed.BookmarksRemoved.Select(b => b.Id));
        Assert.Equal(["b"], resumed.BookmarksCreated.Select(b => b.ActivityId));
        var again = await Assert.ThrowsAsync<BookmarkNotFoundException>(() => runner.AdvanceAsync(graph, resumed.State, new ResumeBookmark(bookmark.Id, Wf.Nothing), services));
        Assert.Equal(bookmark.Id, again.BookmarkId);
    }

    [Fact]
    public async Task A_cancelled_instance_leaves_nothing_open_and_does_not_move_again()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Task("a"), Wf.Line("after"))));
        await simulation.StimulateAsync(simulation.Instances[0], new CancelWorkflow("申请人撤回"));
        Assert.Empty(simulation.Waiting());
        Assert.Equal("申请人撤回", simulation.Instances[0].State.CancelReason);
        Assert.Null(await simulation.CompleteTaskAsync("a", null));
        await Assert.ThrowsAsync<WorkflowNotRunningException>(() => simulation.StimulateAsync(simulation.Instances[0], new CancelWorkflow(null)));
    }

    [Fact]
    public async Task The_same_ids_and_clock_give_the_same_run()
    {
        async Task<string> RunAsync()
        {
            var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Set("s", "v", "newGuid() + Math.random() + new Date().getTime() + Date.now()"), Wf.Task("a")), "v"));
            return simulation.Instances[0].State.ToJson() + string.Join('\n', simulation.Instances[0].Journal.Select(e => $"{e.Sequence} {e.At:O} {e.ActivityInstanceId} {e}"));
        }

        Assert.Equal(await RunAsync(), await RunAsync());
    }
}
