using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Tests.Execution;

/// <summary>Flowcharts that nobody drew: whatever the picture, an instance never gets lost.</summary>
public sealed class RandomFlowchartTests
{
    private static readonly string[] Kinds = ["RunTask", "WriteLine", "FlowDecision", "FlowFork", "FlowJoin:WaitAll", "FlowJoin:WaitAny", "FlowJoin:WaitAllActive", "Parallel", "End", "Finish", "Delay", "Fault"];

    [Fact]
    public void An_instance_is_finished_or_waits_or_has_an_incident()
    {
        var property = Prop.ForAll(Seeds(), (int seed) => PlayAsync(seed).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), property);
    }

    [Fact]
    public void A_run_written_and_read_at_every_stop_equals_one_kept_in_memory()
    {
        var property = Prop.ForAll(Seeds(), (int seed) => Assert.Equal(RunAsync(seed, saves: false).GetAwaiter().GetResult(), RunAsync(seed, saves: true).GetAwaiter().GetResult()));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    [Fact]
    public void A_definition_with_pieces_missing_is_refused_or_runs_but_never_breaks_the_engine()
    {
        var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Conformance"), "definition.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        var property = Prop.ForAll(Seeds(), (int seed) => MutateAsync(files[seed % files.Count], new System.Random(seed)).GetAwaiter().GetResult());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), property);
    }

    private static Arbitrary<int> Seeds() => Arb.From(Gen.Choose(0, int.MaxValue - 1));

    private static JsonObject Draw(System.Random random)
    {
        var count = random.Next(2, 14);
        var activities = new List<JsonNode> { Wf.Activity("start", "Start") };
        for (var i = 1; i <= count; i++)
        {
            activities.Add(Activity($"a{i}", Kinds[random.Next(Kinds.Length)], random));
        }

        var lines = new List<string>();
        for (var i = 1; i <= count; i++)
        {
            lines.Add($"{(i == 1 ? "start" : Port(activities[random.Next(i)], random))}->a{i}");
        }

        for (var extra = random.Next(count); extra > 0; extra--)
        {
            lines.Add($"{Port(activities[random.Next(activities.Count)], random)}->a{random.Next(1, count + 1)}");
        }

        return Wf.Definition(Wf.Flowchart([.. activities], [.. lines]), "n");
    }

    private static JsonObject Activity(string id, string kind, System.Random random) => kind.Split(':') switch
    {
        ["RunTask"] => Wf.Task(id),
        ["WriteLine"] => Wf.Set(id, "n", "(variables.n || 0) + 1"),
        ["FlowDecision"] => Wf.Activity(id, "FlowDecision", ("condition", Wf.Script($"(variables.n || 0) % {random.Next(2, 5)} == 0"))),
        ["FlowFork"] => Wf.Activity(id, "FlowFork", ("branches", Wf.Expression("Object", "[\"A\",\"B\"]"))),
        ["FlowJoin", var mode] => Wf.Activity(id, "FlowJoin", ("mode", mode)),
        ["Parallel"] => Wf.Activity(id, "Parallel", ("activities", new JsonArray(Wf.Task(id + "x"), Wf.Line(id + "y")))),
        ["Delay"] => Wf.Activity(id, "Delay", ("timeSpan", "01:00:00")),
        [var plain] => Wf.Activity(id, plain),
        _ => throw new InvalidOperationException(kind)
    };

    private static string Port(JsonNode activity, System.Random random) => activity["type"]!.GetValue<string>() switch
    {
        "Elsa.FlowDecision" => $"{activity["id"]}:{(random.Next(2) == 0 ? "True" : "False")}",
        "Elsa.FlowFork" => $"{activity["id"]}:{(random.Next(2) == 0 ? "A" : "B")}",
        _ => $"{activity["id"]}:Done"
    };

    private static async Task<bool> PlayAsync(int seed)
    {
        var random = new System.Random(seed);
        var definition = Draw(random);
        var graph = Wf.Tried(definition);
        var runner = new WorkflowRunner(ActivityCatalog.BuiltIn());
        var services = Wf.Services() with { MaxActivitiesPerStep = 500 };
        var state = (await runner.StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services)).State;
        for (var steps = 0; steps < 30 && IsKnown(state); steps++)
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

    private static Stimulus? Next(WorkflowState state, System.Random random)
    {
        if (state.SubStatus == WorkflowSubStatus.Faulted && state.Incidents.Count > 0 && random.Next(3) > 0)
        {
            var incident = state.Incidents[random.Next(state.Incidents.Count)];
            return random.Next(4) == 0 ? new RetryIncident(incident.Id) : new SkipIncident(incident.Id, random.Next(2) == 0 ? "Done" : "True");
        }

        return state.Status == WorkflowStatus.Running && state.Bookmarks.Count > 0
            ? new ResumeBookmark(state.Bookmarks[random.Next(state.Bookmarks.Count)].Id, Wf.Nothing)
            : null;
    }

    private static bool IsKnown(WorkflowState state) => state.SubStatus switch
    {
        WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled => state.Incidents.Count == 0 || state.Bookmarks.Count == 0,
        WorkflowSubStatus.Faulted => state.Incidents.Count > 0,
        WorkflowSubStatus.Suspended => state.Bookmarks.Count > 0 || state.Incidents.Count > 0,
        _ => false
    };

    private static async Task<string> RunAsync(int seed, bool saves)
    {
        var random = new System.Random(seed);
        var graph = Wf.Tried(Draw(random));
        var runner = new WorkflowRunner(ActivityCatalog.BuiltIn());
        var services = Wf.Services() with { MaxActivitiesPerStep = 500 };
        var result = await runner.StartAsync(graph, new StartRequest("i", null, Wf.Nothing), services);
        var trace = new List<string>(result.Journal.Select(e => e.ToString()));
        for (var steps = 0; steps < 20 && result.State is { Status: WorkflowStatus.Running, Bookmarks.Count: > 0 }; steps++)
        {
            var state = saves ? WorkflowState.FromJson(result.State.ToJson()) : result.State;
            result = await runner.AdvanceAsync(graph, state, new ResumeBookmark(state.Bookmarks[random.Next(state.Bookmarks.Count)].Id, Wf.Nothing), services);
            trace.AddRange(result.Journal.Select(e => e.ToString()));
        }

        return string.Join('\n', trace) + result.State.ToJson();
    }

    private static async Task<bool> MutateAsync(string text, System.Random random)
    {
        var json = JsonNode.Parse(text)!;
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            Mutate(json, random);
        }

        CompileResult result;
        try
        {
            result = WorkflowCompiler.Compile(ElsaJsonReader.Read(json.ToJsonString()), ActivityCatalog.BuiltIn());
        }
        catch (DefinitionFormatException)
        {
            return true;
        }

        if (result.Graph is not { } graph)
        {
            return result.Faults.Count > 0;
        }

        var started = await new WorkflowRunner(ActivityCatalog.BuiltIn()).StartAsync(graph, new StartRequest("i", null, Wf.Nothing), Wf.Services() with { MaxActivitiesPerStep = 300 });
        return IsKnown(WorkflowState.FromJson(started.State.ToJson()));
    }

    private static void Mutate(JsonNode json, System.Random random)
    {
        var nodes = new List<JsonNode>();
        void Collect(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject o:
                    nodes.Add(o);
                    foreach (var (_, child) in o)
                    {
                        Collect(child);
                    }

                    break;
                case JsonArray a:
                    nodes.Add(a);
                    foreach (var child in a)
                    {
                        Collect(child);
                    }

                    break;
            }
        }

        Collect(json);
        var odd = new Func<JsonNode?>[] { () => null, () => 7, () => "x", () => new JsonArray(), () => new JsonObject(), () => true, () => new JsonArray(null, 1, new JsonObject()), () => -1e300 };
        switch (nodes[random.Next(nodes.Count)])
        {
            case JsonObject { Count: > 0 } o:
                var name = o.ElementAt(random.Next(o.Count)).Key;
                if (random.Next(3) == 0)
                {
                    o.Remove(name);
                }
                else
                {
                    o[name] = odd[random.Next(odd.Length)]();
                }

                break;
            case JsonArray { Count: > 0 } a:
                var place = random.Next(a.Count);
                if (random.Next(3) == 0)
                {
                    a.Add(a[place]?.DeepClone());
                }
                else
                {
                    a[place] = odd[random.Next(odd.Length)]();
                }

                break;
        }
    }
}
