using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using Xunit.Abstractions;

namespace ToyuFlow.Workflows.Tests.Execution;

/// <summary>Flowcharts that nobody drew and files that somebody broke: whatever comes, nothing crashes or hangs, and no instance gets lost.</summary>
public sealed class RandomFlowchartTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;

    private static readonly ActivityCatalog Catalog = ActivityCatalog.BuiltIn();

    [Fact]
    public void Of_twenty_thousand_flowcharts_each_instance_is_finished_or_waits_or_has_an_incident() => ForEach(20_000, seed => PlayAsync(new Random(seed)));

    [Fact]
    public void Of_twenty_thousand_broken_definitions_each_is_refused_or_runs() =>
        ForEach(20_000, seed => MutateAsync(Files[seed % Files.Count], new Random(seed)));

    [Fact]
    public void A_run_written_and_read_at_every_stop_equals_one_kept_in_memory() =>
        ForEach(2_000, async seed =>
        {
            var (kept, saved) = (await RunAsync(seed, saves: false), await RunAsync(seed, saves: true));
            return kept.Trace == saved.Trace && JsonNode.DeepEquals(kept.State, saved.State);
        });

    [Fact]
    public void In_whatever_order_parallel_tasks_complete_none_is_lost_and_none_runs_twice() => ForEach(2_000, BranchesAsync);

    private static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Conformance"), "definition.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private void ForEach(int count, Func<int, Task<bool>> holds)
    {
        output.WriteLine($"seeds {Seed} … {Seed + count - 1}");
        var wrong = new ConcurrentBag<string>();
        Parallel.For(Seed, Seed + count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                if (!holds(seed).GetAwaiter().GetResult())
                {
                    wrong.Add($"seed {seed}: does not hold");
                }
            }
#pragma warning disable CA1031 // Whatever it is, the seed that made it has to be told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                wrong.Add($"seed {seed}: {e}");
            }

            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(20))
            {
                wrong.Add($"seed {seed}: took {Stopwatch.GetElapsedTime(began)}");
            }
        });
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(5)));
    }

    private static async Task<bool> PlayAsync(Random random)
    {
        var graph = Wf.Tried(RandomDefinitions.Flowchart(random));
        var runner = new WorkflowRunner(Catalog);
        var services = Wf.Services() with { MaxActivitiesPerStep = 200 };
        var state = (await runner.StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services)).State;
        for (var steps = 0; steps < 12 && IsKnown(state); steps++)
        {
            state = WorkflowState.FromJson(state.ToJson());
            if (Next(state, random) is not { } stimulus)
            {
                break;
            }

            state = (await runner.AdvanceAsync(graph, state, stimulus, services)).State;
        }

        return IsKnown(state);
    }

    private static Stimulus? Next(WorkflowState state, Random random)
    {
        if (state.Status == WorkflowStatus.Running && random.Next(40) == 0)
        {
            return new CancelWorkflow("x");
        }

        if (state.Incidents.Count > 0 && (state.Bookmarks.Count == 0 || random.Next(3) == 0) && state.SubStatus is WorkflowSubStatus.Faulted or WorkflowSubStatus.Suspended)
        {
            var incident = state.Incidents[random.Next(state.Incidents.Count)];
            return random.Next(4) == 0 ? new RetryIncident(incident.Id) : new SkipIncident(incident.Id, random.Next(2) == 0 ? "Done" : "True");
        }

        return state.Status == WorkflowStatus.Running && state.Bookmarks.Count > 0
            ? new ResumeBookmark(state.Bookmarks[random.Next(state.Bookmarks.Count)].Id, new Dictionary<string, JsonNode?> { ["RunTaskInput"] = random.Next(3) })
            : null;
    }

    private static bool IsKnown(WorkflowState state) => state.SubStatus switch
    {
        WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled => state.Incidents.Count == 0 || state.Bookmarks.Count == 0,
        WorkflowSubStatus.Faulted => state.Incidents.Count > 0,
        WorkflowSubStatus.Suspended => state.Bookmarks.Count > 0 || state.Incidents.Count > 0,
        _ => false
    };

    private static async Task<(string Trace, JsonNode State)> RunAsync(int seed, bool saves)
    {
        var random = new Random(seed);
        var graph = Wf.Tried(RandomDefinitions.Flowchart(random));
        var runner = new WorkflowRunner(Catalog);
        var services = Wf.Services() with { MaxActivitiesPerStep = 200 };
        var result = await runner.StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services);
        var trace = new List<string>(result.Journal.Select(e => e.ToString()));
        for (var steps = 0; steps < 20 && result.State is { Status: WorkflowStatus.Running, Bookmarks.Count: > 0 }; steps++)
        {
            var state = saves ? WorkflowState.FromJson(result.State.ToJson()) : result.State;
            result = await runner.AdvanceAsync(graph, state, new ResumeBookmark(state.Bookmarks[random.Next(state.Bookmarks.Count)].Id, Wf.Nothing), services);
            trace.AddRange(result.Journal.Select(e => e.ToString()));
        }

        return (string.Join('\n', trace), JsonNode.Parse(result.State.ToJson())!);
    }

    private static async Task<bool> BranchesAsync(int seed)
    {
        var random = new Random(seed);
        var (definition, tasks) = RandomDefinitions.Branches(random);
        var graph = Wf.Tried(definition);
        var runner = new WorkflowRunner(Catalog);
        var services = Wf.Services();
        var state = (await runner.StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services)).State;
        var done = new List<string>();
        while (state.Bookmarks.Count > 0)
        {
            state = WorkflowState.FromJson(state.ToJson());
            var bookmark = state.Bookmarks[random.Next(state.Bookmarks.Count)];
            done.Add(bookmark.ActivityId);
            state = (await runner.AdvanceAsync(graph, state, new ResumeBookmark(bookmark.Id, Wf.Nothing), services)).State;
        }

        return state.SubStatus == WorkflowSubStatus.Finished && done.Order(StringComparer.Ordinal).SequenceEqual(tasks.Order(StringComparer.Ordinal));
    }

    private static async Task<bool> MutateAsync(string text, Random random)
    {
        var json = JsonNode.Parse(text)!;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            RandomDefinitions.Mutate(json, random);
        }

        WorkflowDefinition definition;
        try
        {
            definition = ElsaJsonReader.Read(json.ToJsonString());
        }
        catch (DefinitionFormatException)
        {
            return true;
        }

        var strict = WorkflowCompiler.Compile(definition, Catalog);
        if ((strict.Graph ?? WorkflowCompiler.CompileLeniently(definition, Catalog).Graph) is not { } graph)
        {
            return strict.Faults.Count > 0;
        }

        var started = await new WorkflowRunner(Catalog).StartAsync(graph, new StartRequest("i", null, Wf.Nothing), Wf.Services() with { MaxActivitiesPerStep = 100 });
        return IsKnown(WorkflowState.FromJson(started.State.ToJson()));
    }
}
