using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities.Timing;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Tests.Scenarios;

/// <summary>What Elsa does where few would look.</summary>
public sealed class ElsaCornersTests
{
    [Fact]
    public async Task A_script_says_by_which_outcome_it_goes_on()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Flowchart(
            [Wf.Activity("js", "RunJavaScript", ("script", "setOutcomes(['A', 'B']); return 5;"), ("possibleOutcomes", Wf.Expression("Object", "[\"A\",\"B\",\"C\"]")), ("result", Wf.Bound("v"))), Wf.Line("a"), Wf.Line("b"), Wf.Line("c"), Wf.Line("done")],
            "js:A->a", "js:B->b", "js:C->c", "js:Done->done"), "v"));
        Assert.Equal(["a", "b"], simulation.Lines);
        Assert.Equal(5, simulation.Instances[0].State.Variables["v"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("Int32", "'7'", "7")]
    [InlineData("Int32", "2.5", "2")]
    [InlineData("Int32", "'x'", "0")]
    [InlineData("String", "7", "\"7\"")]
    [InlineData("Boolean", "'True'", "true")]
    [InlineData("Object", "'7'", "\"7\"")]
    [InlineData("JSON", "'{\"a\":1}'", "{\"a\":1}")]
    public async Task A_value_is_converted_to_the_type_of_its_variable(string type, string script, string expected)
    {
        var definition = Wf.Definition(Wf.Sequence("root", Wf.Set("s", "v", script)), "v");
        definition["variables"]![0]!["typeName"] = type;
        var simulation = await Wf.StartAsync(definition);
        Assert.Equal(expected, simulation.Instances[0].State.Variables["v"]!.ToJsonString());
    }

    [Fact]
    public async Task The_text_of_an_object_expression_stays_a_text_where_anything_goes()
    {
        var set = Wf.Set("s", "v", "");
        set["value"] = Wf.Expression("Object", """{"a":1}""");
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", set), "v"));
        Assert.Equal("""{"a":1}""", simulation.Instances[0].State.Variables["v"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_output_is_sought_among_the_neighbours_only()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("js", "RunJavaScript", ("script", "return 5")), Wf.Sequence("inner", Wf.Set("s", "v", "getOutputFrom('js')"))), "v"));
        var incident = Assert.Single(simulation.Instances[0].State.Incidents);
        Assert.Equal(("s", true), (incident.ActivityId, incident.Details!.Contains("Activity not found.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_fork_that_waits_for_any_goes_on_after_the_first()
    {
        var simulation = await Wf.StartAsync(Wf.Definition(Wf.Sequence("root", Wf.Activity("f", "Fork", ("joinMode", "WaitAny"), ("branches", new JsonArray(Wf.Task("a"), Wf.Task("b")))), Wf.Line("after"))));
        await simulation.CompleteTaskAsync("b", null);
        Assert.Equal(["after"], simulation.Lines);
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task An_instance_that_is_told_to_retry_does_so_at_its_time()
    {
        var definition = Wf.Definition(Wf.Sequence("root", Wf.Activity("f", "Fault", ("message", "x"))));
        definition["options"] = new JsonObject { ["incidentStrategyType"] = "RetryStrategy" };
        var simulation = await Wf.StartAsync(definition);
        Assert.Equal(2, await simulation.WaitAsync(TimeSpan.FromMinutes(10)));
        Assert.Equal(3, simulation.Trace().Count(t => t == "Faulted f"));
    }

    [Fact]
    public async Task A_decision_is_explained_with_what_it_read()
    {
        var definition = Wf.Definition(Wf.Flowchart([Wf.Set("s", "amount", "12000"), Wf.Activity("d", "FlowDecision", ("condition", Wf.Script("variables.amount > 10000 && getVariable('kind') !== '公办'"))), Wf.Line("yes")], "s->d", "d:True->yes"), "amount", "kind");
        var simulation = await Wf.StartAsync(definition);
        var main = simulation.Instances[0];
        var words = Assert.Single(main.Journal.Select(e => DecisionExplanation.Of(main.Graph.Definition, e)), w => w is not null);
        Assert.Equal("amount 12,000 > 10,000 且 kind 空 ≠ '公办' → 是", words);
    }

    [Theory]
    [InlineData("0 30 8 * * MON-FRI", "2025-03-08T00:00:00+08:00", "2025-03-10T08:30:00+08:00")]
    [InlineData("*/15 * * * * *", "2025-03-08T00:00:14+08:00", "2025-03-08T00:00:15+08:00")]
    [InlineData("0 0 L * *", "2025-02-01T00:00:00+08:00", "2025-02-28T00:00:00+08:00")]
    [InlineData("0 0 9 ? * 5#2", "2025-03-01T00:00:00+08:00", "2025-03-14T09:00:00+08:00")]
    [InlineData("0 0 0 29 2 *", "2025-03-01T00:00:00+08:00", "2028-02-29T00:00:00+08:00")]
    [InlineData("0 0 0 30 2 *", "2025-03-01T00:00:00+08:00", null)]
    public void A_cron_expression_gives_its_next_moment(string expression, string after, string? next) =>
        Assert.Equal(next is null ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), CronExpression.Parse(expression).Next(DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 0 0 * * *")]
    [InlineData("0 0 0 * * MOON")]
    public void What_is_no_cron_expression_is_told(string expression) => Assert.Throws<FormatException>(() => CronExpression.Parse(expression));

    [Fact]
    public async Task An_instance_is_moved_only_where_nothing_is_waited_for_in_vain()
    {
        var before = Wf.Definition(Wf.Flowchart([Wf.Activity("s", "Start"), Wf.Task("a"), Wf.Task("b"), Wf.Task("j")], "s->a", "s->b", "a->j", "b->j"));
        var simulation = await Wf.StartAsync(before);
        await simulation.CompleteTaskAsync("a", null);
        var state = simulation.Instances[0].State;
        var from = Wf.Graph(before);
        Assert.Empty(WorkflowMigration.Check(state, from, Moved([Wf.Task("more")], "j->more")).Reasons);
        Assert.Contains("走不到", Assert.Single(WorkflowMigration.Check(state, from, Moved([Wf.Task("x")], "a->x", "x->j")).Reasons), StringComparison.Ordinal);
        var to = Moved([Wf.Task("more")], "j->more");
        WorkflowMigration.Apply(state, to);
        var runner = new WorkflowRunner(ToyuFlow.Workflows.Activities.ActivityCatalog.BuiltIn());
        foreach (var task in new[] { "b", "j", "more" })
        {
            state = (await runner.AdvanceAsync(to, state, new ResumeBookmark(state.Bookmarks.Single(b => b.ActivityId == task).Id, Wf.Nothing), Wf.Services())).State;
        }

        Assert.Equal(WorkflowSubStatus.Finished, state.SubStatus);

        WorkflowGraph Moved(JsonNode[] more, params string[] lines) =>
            Wf.Graph(Wf.Definition(Wf.Flowchart([Wf.Activity("s", "Start"), Wf.Task("a"), Wf.Task("b"), Wf.Task("j"), .. more], ["s->a", "s->b", "a->j", "b->j", .. lines])));
    }
}
