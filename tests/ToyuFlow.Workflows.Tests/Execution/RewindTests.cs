using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Workflows.Tests.Execution;

/// <summary>退回 and 撤回 in a flowchart: nothing is lost, nothing runs twice, other branches do not notice.</summary>
public sealed class RewindTests
{
    private static readonly JsonObject Line = Wf.Definition(Wf.Flowchart([Wf.Task("a"), Wf.Task("b"), Wf.Task("c")], "a->b", "b->c"));

    /// <summary>a opens two branches, b to c and x; both lead to d.</summary>
    private static readonly JsonObject Fork = Wf.Definition(Wf.Flowchart(
        [Wf.Task("a"), Wf.Task("b"), Wf.Task("c"), Wf.Task("x"), Wf.Task("d")], "a->b", "a->x", "b->c", "c->d", "x->d"));

    [Fact]
    public async Task Going_back_gives_the_open_step_up_and_asks_the_earlier_one_again()
    {
        var simulation = await AtAsync(Line, "a", "b");
        await BackAsync(simulation, "c", "a");
        Assert.Equal(["a"], simulation.Waiting());
    }

    [Fact]
    public async Task After_going_back_all_steps_come_again()
    {
        var simulation = await AtAsync(Line, "a", "b");
        await BackAsync(simulation, "c", "a");
        await DoAsync(simulation, "a", "b", "c");
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_step_asked_again_may_lead_straight_back()
    {
        var simulation = await AtAsync(Line, "a", "b");
        await BackAsync(simulation, "c", "a", comesBack: true);
        await DoAsync(simulation, "a");
        Assert.Equal(["c"], simulation.Waiting());
    }

    [Fact]
    public async Task Going_back_in_one_branch_leaves_the_other_open()
    {
        var simulation = await AtAsync(Fork, "a", "b");
        await BackAsync(simulation, "c", "b");
        Assert.Equal(["b", "x"], simulation.Waiting());
    }

    [Fact]
    public async Task The_join_behind_still_waits_for_the_branch_that_went_back()
    {
        var simulation = await AtAsync(Fork, "a", "b");
        await BackAsync(simulation, "c", "b");
        await DoAsync(simulation, "x", "b");
        Assert.Equal(["c"], simulation.Waiting());
        await DoAsync(simulation, "c", "d");
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task Going_back_before_a_fork_is_refused_while_another_branch_is_open()
    {
        var simulation = await AtAsync(Fork, "a", "b");
        var refused = await Assert.ThrowsAsync<RewindRefusedException>(() => BackAsync(simulation, "c", "a"));
        Assert.Equal((RewindRefusal.OtherBranches, "x"), (refused.Refusal, refused.ActivityIds.Single()));
    }

    [Fact]
    public async Task Going_back_before_a_fork_may_give_all_its_branches_up()
    {
        var simulation = await AtAsync(Fork, "a", "b");
        await BackAsync(simulation, "c", "a", cancelsOthers: true);
        Assert.Equal(["a"], simulation.Waiting());
        await DoAsync(simulation, "a", "x", "b", "c", "d");
        Assert.Equal(WorkflowSubStatus.Finished, simulation.Instances[0].State.SubStatus);
    }

    [Fact]
    public async Task A_step_of_another_branch_is_no_way_back()
    {
        var simulation = await AtAsync(Fork, "a", "b", "x");
        var refused = await Assert.ThrowsAsync<RewindRefusedException>(() => BackAsync(simulation, "c", "x"));
        Assert.Equal(RewindRefusal.NotBefore, refused.Refusal);
    }

    [Fact]
    public async Task A_decision_is_taken_back_with_all_that_it_led_to()
    {
        var simulation = await AtAsync(Fork, "a");
        await simulation.StimulateAsync(simulation.Instances[0], new Rewind("a"));
        Assert.Equal(["a"], simulation.Waiting());
    }

    [Fact]
    public async Task A_waiting_step_can_be_left_by_an_outcome()
    {
        var simulation = await AtAsync(Line, "a");
        await simulation.StimulateAsync(simulation.Instances[0], new LeaveActivity(Bookmark(simulation, "b"), "Done"));
        Assert.Equal(["c"], simulation.Waiting());
    }

    [Fact]
    public async Task The_plan_names_what_would_be_given_up_and_what_would_run_again()
    {
        var simulation = await AtAsync(Fork, "a", "b");
        var instance = simulation.Instances[0];
        var plan = new WorkflowRunner(ActivityCatalog.BuiltIn()).PlanRewind(instance.Graph, instance.State, new Rewind("a") { FromBookmarkId = Bookmark(simulation, "c") }, Wf.Services());
        Assert.Equal(RewindRefusal.OtherBranches, plan.Refusal);
        Assert.Equal(["c", "x"], plan.GivenUp.Order(StringComparer.Ordinal));
        Assert.Equal(["b"], plan.Between.Select(n => n.Id));
    }

    [Fact]
    public async Task Whatever_ways_back_are_taken_the_flow_ends_with_the_same_steps_done()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var definition = RandomFlow(new Random(seed));
            var (plain, _) = await RunAsync(definition, null);
            var (withReturns, returns) = await RunAsync(definition, new Random(seed));
            Assert.True(plain == withReturns, $"seed {seed} ({returns} returns): {plain} | {withReturns}\n{definition.ToJsonString()}");
        }
    }

    /// <summary>Every task is answered until the flow ends; with a random source it goes back now and then.</summary>
    private static async Task<(string Done, int Returns)> RunAsync(JsonObject definition, Random? random)
    {
        var simulation = await Wf.StartAsync(definition);
        var instance = simulation.Instances[0];
        var (returns, refused) = (0, 0);
        while (instance.State.Bookmarks.Count > 0)
        {
            var bookmark = random is null ? instance.State.Bookmarks[0] : instance.State.Bookmarks[random.Next(instance.State.Bookmarks.Count)];
            if (random is not null && returns < 4 && refused < 20 && random.Next(3) == 0)
            {
                var done = Done(simulation).ToList();
                try
                {
                    await simulation.StimulateAsync(instance, new Rewind(done.Count == 0 ? "t0" : done[random.Next(done.Count)])
                    {
                        FromBookmarkId = random.Next(5) == 0 ? null : bookmark.Id,
                        CancelsOthers = random.Next(2) == 0,
                        ComesBack = random.Next(2) == 0,
                    });
                    returns++;
                    continue;
                }
                catch (RewindRefusedException)
                {
                    refused++;
                    continue;
                }
            }

            await simulation.StimulateAsync(instance, new ResumeBookmark(bookmark.Id, Wf.Nothing));
        }

        return ($"{instance.State.SubStatus}: {string.Join(' ', Done(simulation).Order(StringComparer.Ordinal))}", returns);
    }

    private static IEnumerable<string> Done(WorkflowSimulation simulation) =>
        simulation.Instances[0].Journal.Where(e => e.Event == JournalEvents.Completed && e.ActivityId.StartsWith('t')).Select(e => e.ActivityId).Distinct();

    /// <summary>Steps and decisions without circles; each is led to by at least one before it.</summary>
    private static JsonObject RandomFlow(Random random)
    {
        var count = random.Next(4, 12);
        var isDecision = Enumerable.Range(0, count).Select(i => i > 0 && random.Next(4) == 0).ToArray();
        string Name(int i) => isDecision[i] ? $"d{i}" : $"t{i}";
        string From(int i) => isDecision[i] ? $"{Name(i)}:{(random.Next(2) == 0 ? "True" : "False")}" : Name(i);
        var lines = new List<string>();
        for (var i = 1; i < count; i++)
        {
            lines.Add($"{From(random.Next(i))}->{Name(i)}");
            if (random.Next(2) == 0)
            {
                lines.Add($"{From(random.Next(i))}->{Name(i)}");
            }
        }

        JsonNode[] activities = [.. Enumerable.Range(0, count).Select(i => isDecision[i]
            ? Wf.Activity(Name(i), "FlowDecision", ("condition", Wf.Expression("Literal", random.Next(2) == 0, "Boolean")))
            : Wf.Task(Name(i)))];
        return Wf.Definition(Wf.Flowchart(activities, [.. lines.Distinct()]));
    }

    private static async Task<WorkflowSimulation> AtAsync(JsonObject definition, params string[] done)
    {
        var simulation = await Wf.StartAsync((JsonObject)definition.DeepClone());
        await DoAsync(simulation, done);
        return simulation;
    }

    private static async Task DoAsync(WorkflowSimulation simulation, params string[] tasks)
    {
        foreach (var task in tasks)
        {
            Assert.NotNull(await simulation.CompleteTaskAsync(task, null));
        }
    }

    private static Task BackAsync(WorkflowSimulation simulation, string from, string to, bool cancelsOthers = false, bool comesBack = false) =>
        simulation.StimulateAsync(simulation.Instances[0], new Rewind(to) { FromBookmarkId = Bookmark(simulation, from), CancelsOthers = cancelsOthers, ComesBack = comesBack });

    private static string Bookmark(WorkflowSimulation simulation, string activity) => simulation.Instances[0].State.Bookmarks.Single(b => b.ActivityId == activity).Id;
}
