using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Tests.Definitions;

public sealed class WorkflowCompilerTests
{
    [Fact]
    public void Every_fault_is_reported_at_once_with_its_activity()
    {
        var future = Wf.Activity("future", "WriteLine", ("text", "x"));
        future["version"] = 9;
        var definition = Wf.Definition(
            Wf.Flowchart(
                [
                    Wf.Activity("start", "Start"),
                    Wf.Activity("unknown", "Nonsense"),
                    future,
                    Wf.Activity("twin", "Start"),
                    Wf.Line("twin"),
                    Wf.Activity("syntax", "WriteLine", ("text", Wf.Script("class f { }"))),
                    Wf.Activity("liquid", "WriteLine", ("text", Wf.Expression("Liquid", "{{ x }}"))),
                    Wf.Set("setter", "missing", "1"),
                    Wf.Activity("reader", "WriteLine", ("text", Wf.Script("variables.missing"))),
                    Wf.Activity("binder", "RunTask", ("taskName", "t"), ("result", Wf.Bound("missing"))),
                    Wf.Activity("decision", "FlowDecision", ("condition", Wf.Script("true"))),
                    Wf.Line("island")
                ],
                "start->unknown", "unknown->future", "future->twin", "twin->syntax", "syntax->liquid", "liquid->setter", "setter->reader", "reader->binder", "binder->decision", "decision:Maybe->start", "decision:True->nowhere"),
            "v", "v");
        var result = Wf.Compile(definition);
        Assert.False(result.Succeeded);
        (string?, string)[] expected =
        [
            (null, FaultCodes.DuplicateVariable),
            ("unknown", FaultCodes.UnknownType),
            ("future", FaultCodes.UnknownVersion),
            ("twin", FaultCodes.DuplicateId),
            ("syntax", FaultCodes.ExpressionSyntax),
            ("liquid", FaultCodes.UnknownExpressionType),
            ("setter", FaultCodes.UndeclaredVariable),
            ("reader", FaultCodes.UndeclaredVariable),
            ("binder", FaultCodes.UndeclaredVariable),
            ("decision", FaultCodes.ConnectionToNothing),
            ("decision", FaultCodes.UnknownPort),
            ("island", FaultCodes.Unreachable)
        ];
        foreach (var fault in expected)
        {
            Assert.Contains(fault, result.Faults.Select(f => (f.ActivityId, f.Code)));
        }

        Assert.All(result.Faults, f => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", f.Message));
    }

    [Fact]
    public void A_script_of_a_newer_javascript_is_refused_with_the_reason()
    {
        var fault = Assert.Single(Wf.Compile(Wf.Definition(Wf.Sequence("root", Wf.Set("s", "v", "async function f() { }")), "v")).Faults);
        Assert.Equal(("s", FaultCodes.ExpressionSyntax), (fault.ActivityId, fault.Code));
        Assert.Contains("ES5", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_with_one_side_is_a_warning_and_runs()
    {
        var result = Wf.Compile(Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Wf.Activity("d", "FlowDecision", ("condition", Wf.Script("true"))), Wf.Line("a")], "start->d", "d:True->a")));
        Assert.True(result.Succeeded);
        Assert.Equal(("d", FaultCodes.MissingBranch, FaultSeverity.Warning), result.Faults.Select(f => (f.ActivityId, f.Code, f.Severity)).Single());
    }

    [Fact]
    public void A_loop_that_neither_waits_nor_ends_is_a_warning()
    {
        var result = Wf.Compile(Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Wf.Line("a"), Wf.Line("b")], "start->a", "a->b", "b->a")));
        Assert.Contains(("b", FaultCodes.LoopWithoutWait), result.Faults.Select(f => (f.ActivityId, f.Code)));
    }

    [Fact]
    public void Ports_of_a_custom_activity_come_from_its_literal_input()
    {
        var catalog = ActivityCatalog.BuiltIn().Add(
            new ActivityDescriptor("Test.Review", 1, "审批", "Test", null, [new("Actions", Workflows.Expressions.DataType.StringList, Required: true)], [], ActivityPorts.FromInput("Actions", "Overdue")),
            _ => throw new NotSupportedException());
        JsonObject Review(string id, JsonNode? actions) => new() { ["id"] = id, ["type"] = "Test.Review", ["version"] = 1, ["actions"] = actions };
        var definition = Wf.Definition(Wf.Flowchart([Wf.Activity("start", "Start"), Review("r", Wf.Expression("Object", "[\"通过\",\"退回\"]")), Review("q", null), Wf.Line("a")], "start->r", "r:通过->a", "r:Overdue->a", "r:不予通过->a", "r:退回->q"));
        Assert.Equal([("r", FaultCodes.UnknownPort), ("q", FaultCodes.MissingInput)], Wf.Compile(definition, catalog).Faults.Select(f => (f.ActivityId!, f.Code)));
    }

    [Fact]
    public void A_graph_finds_its_activities()
    {
        var graph = Wf.Graph(Wf.Definition(Wf.Sequence("root", Wf.Sequence("inner", Wf.Line("a")))));
        Assert.Equal("Workflow1:root:inner:a", graph.FindActivity("a")!.NodeId);
        Assert.Null(graph.FindActivity("b"));
    }

    [Fact]
    public void A_definition_beyond_the_limit_is_refused()
    {
        var result = Wf.Compile(Wf.Definition(Wf.Sequence("root", [.. Enumerable.Range(0, WorkflowCompiler.MaxActivities + 1).Select(i => Wf.Line($"a{i}"))])));
        Assert.Equal(FaultCodes.TooLarge, Assert.Single(result.Faults).Code);
    }
}
