using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Tests.Scenarios;

public sealed class FlowchartTests
{
    private static readonly string[] TwoBranches = ["start->a", "start->b", "a->join", "b->join", "join->after"];

    [Fact]
    public async Task A_task_holds_the_instance_until_it_is_completed()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Wf.Task("a"), Wf.Line("after")], "start->a", "a->after")));
        Assert.Equal(["a"], simulation.Waiting());
        await simulation.CompleteTaskAsync("a", null);
        Assert.Equal(["after"], simulation.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task A_join_of_all_waits_for_both_branches_in_either_order(string first, string second)
    {
        var simulation = await Wf.StartAsync(Joined("WaitAll"));
        await simulation.CompleteTaskAsync(first, null);
        Assert.Equal([second], simulation.Waiting());
        Assert.Empty(simulation.Lines);
        await simulation.CompleteTaskAsync(second, null);
        Assert.Equal(["after"], simulation.Lines);
    }

    [Fact]
    public async Task A_join_of_any_gives_up_the_other_branch()
    {
        var simulation = await Wf.StartAsync(Joined("WaitAny"));
        await simulation.CompleteTaskAsync("b", null);
        Assert.Equal(["after"], simulation.Lines);
        Assert.Contains("Canceled a", simulation.Trace());
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_branch_that_holds_other_activities_is_given_up_with_all_of_them()
    {
        var definition = Wf.Definition(Wf.Flowchart(
            [Wf.Activity("start", "Start"), Wf.Sequence("a", Wf.Sequence("inner", Wf.Task("ta"))), Wf.Task("b"), Wf.Activity("join", "FlowJoin", ("mode", "WaitAny")), Wf.Line("after")],
            TwoBranches));
        var simulation = await Wf.StartAsync(definition);
        await simulation.CompleteTaskAsync("b", null);
        Assert.Empty(simulation.Instances[0].State.Incidents);
        Assert.Equal(["after"], simulation.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_loop_back_goes_round_until_the_decision_lets_it_out()
    {
        var definition = Wf.Definition(
            Wf.Flowchart(
                [Wf.Activity("start", "Start"), Wf.Task("t", "verdict"), Wf.Activity("ok", "FlowDecision", ("condition", Wf.Script("variables.verdict == 'yes'"))), Wf.Line("after")],
                "start->t", "t->ok", "ok:False->t", "ok:True->after"),
            "verdict");
        var simulation = await Wf.StartAsync(definition);
        for (var round = 0; round < 5; round++)
        {
            await simulation.CompleteTaskAsync("t", "no");
            Assert.Equal(["t"], simulation.Waiting());
        }

        await simulation.CompleteTaskAsync("t", "yes");
        Assert.Equal(["after"], simulation.Lines);
    }

    [Fact]
    public async Task A_switch_that_matches_any_follows_every_case_that_matches()
    {
        JsonObject Case(string label, string script) => new() { ["label"] = label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script } };
        var definition = Wf.Definition(Wf.Flowchart(
            [Wf.Activity("start", "Start"), Wf.Activity("sw", "FlowSwitch", ("cases", new JsonArray(Case("A", "true"), Case("B", "false"), Case("C", "1 < 2"))), ("mode", "MatchAny")), Wf.Line("a"), Wf.Line("b"), Wf.Line("c"), Wf.Line("d")],
            "start->sw", "sw:A->a", "sw:B->b", "sw:C->c", "sw:Default->d"));
        Assert.Equal(["a", "c"], (await Wf.StartAsync(definition)).Lines);
    }

    [Fact]
    public async Task An_end_gives_up_the_open_siblings_and_completes_the_flowchart()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Wf.Task("a"), Wf.Task("b"), Wf.Activity("end", "End")], "start->a", "start->b", "a->end")));
        await simulation.CompleteTaskAsync("a", null);
        Assert.Empty(simulation.Waiting());
        Assert.Contains("Canceled b", simulation.Trace());
        Assert.Equal(2, simulation.Trace().Count(e => e == "Completed root"));
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_decision_notes_what_it_read()
    {
        var definition = Wf.Definition(
            Wf.Sequence("root", Wf.Set("s", "amount", "12000"), Wf.Activity("d", "If", ("condition", Wf.Script("variables.amount > 10000")))),
            "amount");
        var simulation = await Wf.StartAsync(definition);
        var entry = simulation.Instances[0].Journal.Single(e => e is { ActivityId: "d", Event: JournalEvents.Completed });
        Assert.Equal("12000", entry.Data!["Reads"]!["amount"]!.ToJsonString());
    }

    private static JsonObject Joined(string mode) => Wf.Definition(Wf.Flowchart(
        [Wf.Activity("start", "Start"), Wf.Task("a"), Wf.Task("b"), Wf.Activity("join", "FlowJoin", ("mode", mode)), Wf.Line("after")],
        TwoBranches));
}
