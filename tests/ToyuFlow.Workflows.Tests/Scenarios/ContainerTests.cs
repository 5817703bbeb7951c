using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Workflows.Tests.Scenarios;

public sealed class ContainerTests
{
    [Fact]
    public async Task A_sequence_goes_on_where_it_stood()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Line("a"), Wf.Task("t"), Wf.Line("b"), Wf.Task("u"), Wf.Line("c"))));
        await simulation.CompleteTaskAsync("t", null);
        await simulation.CompleteTaskAsync("u", null);
        Assert.Equal(["a", "b", "c"], simulation.Lines);
    }

    [Fact]
    public async Task A_loop_over_a_list_waits_in_every_round_and_keeps_its_item()
    {
        var body = Wf.Sequence("body", Wf.Task("t"), Wf.Activity("w", "WriteLine", ("text", Wf.Script("getVariable('CurrentIndex') + '=' + getVariable('CurrentValue')"))));
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Activity("root", "ForEach", ("items", Wf.Script("['x','y','z']")), ("body", body))));
        await CompleteAllAsync(simulation, "t");
        Assert.Equal(["0=x", "1=y", "2=z"], simulation.Lines);
    }

    [Fact]
    public async Task A_counting_loop_counts_down_too()
    {
        var body = Wf.Sequence("body", Wf.Task("t"), Wf.Activity("w", "WriteLine", ("text", Wf.Script("getVariable('CurrentValue')"))));
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Activity("root", "For", ("start", 3), ("end", 1), ("step", -1), ("body", body))));
        await CompleteAllAsync(simulation, "t");
        Assert.Equal(["3", "2", "1"], simulation.Lines);
    }

    [Fact]
    public async Task A_break_ends_the_nearest_loop_only()
    {
        var inner = Wf.Activity("inner", "ForEach", ("items", Wf.Script("[1,2]")), ("body", Wf.Sequence("b", Wf.Task("t"), Wf.Activity("br", "Break"), Wf.Line("never"))));
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Activity("root", "ForEach", ("items", Wf.Script("[1,2]")), ("body", Wf.Sequence("a", inner, Wf.Line("after"))))));
        await CompleteAllAsync(simulation, "t");
        Assert.Equal(["after", "after"], simulation.Lines);
    }

    [Fact]
    public async Task A_while_asks_again_after_each_round()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Activity("root", "While", ("condition", Wf.Script("(variables.n || 0) < 3")), ("body", Wf.Sequence("b", Wf.Task("t"), Wf.Set("s", "n", "(variables.n || 0) + 1")))), "n"));
        await CompleteAllAsync(simulation, "t");
        Assert.Equal(3, simulation.Instances[0].State.Variables["n"]!.GetValue<int>());
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Theory]
    [InlineData("a", "b", "c")]
    [InlineData("c", "b", "a")]
    [InlineData("b", "c", "a")]
    public async Task Parallel_tasks_may_be_completed_in_any_order(string first, string second, string third)
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("p", "Parallel", ("activities", new JsonArray(Wf.Task("a"), Wf.Task("b"), Wf.Task("c")))), Wf.Line("after"))));
        foreach (var task in new[] { first, second, third })
        {
            Assert.Empty(simulation.Lines);
            await simulation.CompleteTaskAsync(task, null);
        }

        Assert.Equal(["after"], simulation.Lines);
    }

    [Fact]
    public async Task A_complete_inside_a_loop_ends_the_whole_workflow()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("l", "ForEach", ("items", Wf.Script("[1,2]")), ("body", Wf.Sequence("b", Wf.Task("t"), Wf.Activity("c", "Complete", ("outcomes", "Yes"))))), Wf.Line("never"))));
        await simulation.CompleteTaskAsync("t", null);
        Assert.Empty(simulation.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_containers_variable_hides_the_workflows_own_and_survives_a_wait()
    {
        var inner = Wf.Sequence("inner", Wf.Set("s", "inner-v", "'inner'"), Wf.Task("t"), Wf.Activity("w", "WriteLine", ("text", Wf.Script("variables.v"))));
        inner["variables"] = new JsonArray(new JsonObject { ["id"] = "inner-v", ["name"] = "v", ["typeName"] = "String", ["value"] = null, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" });
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Set("o", "v", "'outer'"), inner, Wf.Activity("x", "WriteLine", ("text", Wf.Script("variables.v")))), "v"));
        await simulation.CompleteTaskAsync("t", null);
        Assert.Equal(["inner", "outer"], simulation.Lines);
    }

    [Fact]
    public async Task An_object_changed_in_place_by_a_script_is_stored()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Set("s", "v", "({list: [1]})"), Wf.Task("t"), Wf.Activity("w", "WriteLine", ("text", Wf.Script("variables.v.list.push(2); variables.v.name = '值'; 'done'")))), "v"));
        await simulation.CompleteTaskAsync("t", null);
        Assert.Equal("""{"list":[1,2],"name":"值"}""", simulation.Instances[0].State.Variables["v"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    private static async Task CompleteAllAsync(WorkflowSimulation simulation, string task)
    {
        for (var rounds = 0; rounds < 100 && await simulation.CompleteTaskAsync(task, null) is not null; rounds++)
        {
        }
    }
}
