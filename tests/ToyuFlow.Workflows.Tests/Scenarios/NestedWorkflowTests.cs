using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Workflows.Tests.Scenarios;

/// <summary>A definition used as an activity of another.</summary>
public sealed class NestedWorkflowTests
{
    [Fact]
    public async Task It_runs_inside_the_same_instance_with_inputs_variables_outputs_and_outcomes_of_its_own()
    {
        var inner = Inner(Wf.Sequence("root", Wf.Set("set", "n", "getInput('amount') * 2 + getAmount()"), Wf.Task("ask"), Wf.Activity("give", "SetOutput", ("outputName", "total"), ("outputValue", Wf.Script("variables.n"))), Wf.Activity("end", "Complete", ("outcomes", Wf.Script("['Yes']")))));
        var outer = Outer(Wf.Flowchart([Use("sub", ("amount", Wf.Script("20 + 1")), ("total", Wf.Bound("t"))), Wf.Line("yes"), Wf.Line("no")], "sub:Yes->yes", "sub:No->no"));
        var simulation = await StartAsync(outer, inner);
        Assert.Equal(["ask"], simulation.Waiting());
        await simulation.CompleteTaskAsync("ask", null);
        var state = simulation.Instances[0].State;
        Assert.Equal(WorkflowSubStatus.Finished, state.SubStatus);
        Assert.Equal(63, state.Variables["t"]!.GetValue<int>());
        Assert.Equal(["yes"], simulation.Lines);
        Assert.Equal(
            ["Started Workflow1", "Started root", "Started sub", "Started Workflow1", "Started root", "Started set", "Completed set", "Started ask", "Suspended ask", "Resumed ask", "Completed ask",
                "Started give", "Completed give", "Started end", "Completed end", "Completed root", "Completed Workflow1", "Completed sub", "Started yes", "Completed yes", "Completed root", "Completed Workflow1"],
            simulation.Trace().Where(t => t != "Canceled root"));
    }

    [Fact]
    public async Task The_same_one_may_be_used_twice()
    {
        var inner = Inner(Wf.Sequence("root", Wf.Task("ask"), Wf.Line("line", "x")));
        var simulation = await StartAsync(Outer(Wf.Activity("both", "Parallel", ("activities", new JsonArray(Use("one"), Use("two"))))), inner);
        Assert.Equal(2, simulation.Instances[0].State.Bookmarks.Count);
        await simulation.CompleteTaskAsync("ask", null);
        await simulation.CompleteTaskAsync("ask", null);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
        Assert.Equal(["x", "x"], simulation.Lines);
    }

    [Fact]
    public void One_that_uses_itself_is_refused()
    {
        var inner = Inner(Wf.Sequence("root", Use("again")));
        var result = WorkflowCompiler.Compile(Read(Outer(Wf.Sequence("root", Use("sub")))), ActivityCatalog.BuiltIn(), WorkflowCompiler.Among([Read(inner)]));
        Assert.Null(result.Graph);
        Assert.Contains(result.Faults, f => f.Code == FaultCodes.Cycle);
    }

    private static JsonObject Use(string id, params (string, JsonNode?)[] inputs)
    {
        var json = Wf.Activity(id, "X", [("workflowDefinitionId", "inner"), .. inputs]);
        json["type"] = "InnerFlow";
        return json;
    }

    private static JsonObject Inner(JsonNode root)
    {
        var json = Wf.Definition(root, "n");
        (json["id"], json["definitionId"], json["name"]) = ("inner-v1", "inner", "Inner flow");
        json["inputs"] = new JsonArray(new JsonObject { ["name"] = "amount", ["type"] = "Int32", ["storageDriverType"] = "WorkflowInstanceStorageDriver" });
        json["outputs"] = new JsonArray(new JsonObject { ["name"] = "total", ["type"] = "Int32" });
        json["outcomes"] = new JsonArray("Yes", "No");
        return json;
    }

    private static JsonObject Outer(JsonNode root) => Wf.Definition(root, "t");

    private static WorkflowDefinition Read(JsonObject json) => ElsaJsonReader.Read(json.ToJsonString());

    private static async Task<WorkflowSimulation> StartAsync(JsonObject outer, JsonObject inner)
    {
        var (clock, catalog) = (Wf.Clock(), ActivityCatalog.BuiltIn());
        var result = WorkflowCompiler.Compile(Read(outer), catalog, WorkflowCompiler.Among([Read(inner)]));
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        var simulation = new WorkflowSimulation(new WorkflowRunner(catalog), Wf.Services(clock), new Dictionary<string, WorkflowGraph> { ["test"] = result.Graph! }, clock);
        await simulation.StartAsync("test", Wf.Nothing);
        return simulation;
    }
}
