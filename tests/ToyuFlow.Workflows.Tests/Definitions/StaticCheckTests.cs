using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Tests.Definitions;

/// <summary>What a definition is told before it is published.</summary>
public sealed class StaticCheckTests
{
    [Fact]
    public void A_circle_without_a_way_out_is_an_error() =>
        Expect(FaultCodes.NoWayToEnd, FaultSeverity.Error, Wf.Flowchart([Wf.Task("a"), Wf.Task("b")], "a->b", "b->a"));

    [Fact]
    public void A_circle_with_a_decision_that_leads_out_is_none() =>
        Assert.Empty(Wf.Compile(Wf.Definition(Wf.Flowchart([Wf.Task("a"), Decision("d"), Wf.Line("end")], "a->d", "d:True->a", "d:False->end"))).Faults);

    [Fact]
    public void A_join_that_waits_for_both_sides_of_a_decision_is_an_error() =>
        Expect(FaultCodes.JoinNeverCompletes, FaultSeverity.Error, Wf.Flowchart([Decision("d"), Wf.Task("a"), Wf.Task("b"), Join("j", "WaitAll")], "d:True->a", "d:False->b", "a->j", "b->j"));

    [Theory]
    [InlineData("WaitAllActive")]
    [InlineData("WaitAny")]
    public void A_join_that_waits_for_what_comes_is_none(string mode) =>
        Assert.Empty(Wf.Compile(Wf.Definition(Wf.Flowchart([Decision("d"), Wf.Task("a"), Wf.Task("b"), Join("j", mode)], "d:True->a", "d:False->b", "a->j", "b->j"))).Faults);

    [Fact]
    public void A_join_of_a_fork_is_none_even_with_a_decision_in_one_branch() =>
        Assert.Empty(Wf.Compile(Wf.Definition(Wf.Flowchart(
            [Wf.Task("s"), Wf.Task("a"), Decision("d"), Wf.Task("x"), Wf.Task("y"), Wf.Line("m"), Join("j", "WaitAll")],
            "s->a", "s->d", "d:True->x", "d:False->y", "x->m", "y->m", "a->j", "m->j"))).Faults);

    [Fact]
    public void A_decision_without_its_other_side_is_a_warning() =>
        Expect(FaultCodes.MissingBranch, FaultSeverity.Warning, Wf.Flowchart([Decision("d"), Wf.Line("a")], "d:True->a"));

    [Fact]
    public void A_loop_without_a_wait_is_a_warning() =>
        Expect(FaultCodes.LoopWithoutWait, FaultSeverity.Warning, Wf.Flowchart([Wf.Line("a"), Wf.Line("b")], "a->b", "b->a"));

    [Fact]
    public void What_only_Elsa_forgives_is_forgiven_when_a_definition_is_tried()
    {
        var definition = ToyuFlow.Workflows.ElsaJson.ElsaJsonReader.Read(Wf.Definition(Wf.Sequence("root", Wf.Set("a", "nobody", "1 +"), Wf.Activity("x", "Unheard"))).ToJsonString());
        var strict = WorkflowCompiler.Compile(definition, ToyuFlow.Workflows.Activities.ActivityCatalog.BuiltIn());
        Assert.Null(strict.Graph);
        Assert.Equal([FaultCodes.ExpressionSyntax, FaultCodes.UndeclaredVariable, FaultCodes.UnknownType], strict.Faults.Select(f => f.Code).Order());
        Assert.NotNull(WorkflowCompiler.CompileLeniently(definition, ToyuFlow.Workflows.Activities.ActivityCatalog.BuiltIn()).Graph);
    }

    private static JsonObject Decision(string id) => Wf.Activity(id, "FlowDecision", ("condition", Wf.Script("getInput('ok')")));

    private static JsonObject Join(string id, string mode) => Wf.Activity(id, "FlowJoin", ("mode", mode));

    private static void Expect(string code, FaultSeverity severity, JsonNode root) =>
        Assert.Contains(Wf.Compile(Wf.Definition(root)).Faults, f => f.Code == code && f.Severity == severity);
}
