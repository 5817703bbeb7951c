using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Benchmarks.Engine;

/// <summary>
/// How fast the engine alone is, on one core: instances of six tasks a minute, what a step allocates, whether a step costs more in a large
/// definition or in an old instance, and how long a large definition takes to compile. Beside each stands a floor: the same bytes read and written
/// as JSON without an engine.
/// </summary>
internal static class EngineBench
{
    private static readonly WorkflowRunner Runner = new(ActivityCatalog.BuiltIn());

    public static int Run()
    {
        var six = Chain(6);
        var rate = Instances(six, TimeSpan.FromSeconds(5));
        var state = Advance(six, 3);
        var json = state.ToJson();
        Print("instances of six tasks a minute", rate, "wanted 50,000");
        Print("bytes allocated a step, state written and read each time", BytesPerStep(six), "");
        Print("floor: microseconds to parse and write the same state as plain JSON", Time(() => JsonNode.Parse(json)!.ToJsonString()), "");
        var (small, large) = (StepTime(Chain(10), 5), StepTime(Chain(1_000), 5));
        Print("microseconds a step among 10 activities", small, "");
        Print("microseconds a step among 1,000 activities", large, "");
        Print("ratio", large / small, "wanted at most 1.2");
        var (young, old) = (LoopTime(10), LoopTime(5_000));
        Print("microseconds a step in a young instance", young, "");
        Print("microseconds a step after 5,000 rounds", old, "");
        Print("ratio", old / young, "wanted at most 1.2");
        var text = Json(1_000);
        Print("milliseconds to compile 1,000 activities", Time(() => WorkflowCompiler.Compile(ElsaJsonReader.Read(text), Runner.Catalog)) / 1000, "wanted at most 50");
        Print("floor: milliseconds to parse the same file as plain JSON", Time(() => JsonDocument.Parse(text).Dispose()) / 1000, "");
        return 0;
    }

    private static void Print(string what, double value, string wanted) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-72} {value,12:#,##0.##} {wanted}"));

    private static WorkflowGraph Chain(int tasks) => WorkflowCompiler.Compile(ElsaJsonReader.Read(Json(tasks)), Runner.Catalog).Graph!;

    private static string Json(int tasks) => new JsonObject
    {
        ["id"] = "bench-v1",
        ["definitionId"] = "bench",
        ["version"] = 1,
        ["name"] = "bench",
        ["variables"] = new JsonArray(new JsonObject { ["id"] = "n", ["name"] = "n", ["typeName"] = "Object", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }),
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Flowchart",
            ["activities"] = new JsonArray([.. Enumerable.Range(0, tasks).Select(Task)]),
            ["connections"] = new JsonArray([.. Enumerable.Range(0, tasks - 1).Select(i => Line($"t{i}", $"t{i + 1}"))]),
        },
    }.ToJsonString();

    private static JsonNode Task(int i) => new JsonObject { ["id"] = $"t{i}", ["type"] = "Elsa.RunTask", ["version"] = 1, ["taskName"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = $"task {i}" } }, ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = i * 200, ["y"] = 0 } } } };

    private static JsonObject Line(string from, string to) => new JsonObject { ["source"] = new JsonObject { ["activity"] = from, ["port"] = "Done" }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } };

    private static EngineServices Services() => new(new NoServices(), TimeProvider.System, new SequentialIdSource());

    private static WorkflowState Start(WorkflowGraph graph) =>
        Runner.StartAsync(graph, new StartRequest("i", null, new Dictionary<string, JsonNode?>()), Services()).GetAwaiter().GetResult().State;

    private static WorkflowState Next(WorkflowGraph graph, WorkflowState state) =>
        Runner.AdvanceAsync(graph, state, new ResumeBookmark(state.Bookmarks[0].Id, new Dictionary<string, JsonNode?>()), Services()).GetAwaiter().GetResult().State;

    private static WorkflowState Advance(WorkflowGraph graph, int steps)
    {
        var state = Start(graph);
        for (var i = 0; i < steps; i++)
        {
            state = Next(graph, WorkflowState.FromJson(state.ToJson()));
        }

        return state;
    }

    private static double Instances(WorkflowGraph graph, TimeSpan span)
    {
        Advance(graph, 6);
        var (count, began) = (0, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < span)
        {
            for (var i = 0; i < 100; i++)
            {
                Advance(graph, 6);
            }

            count += 100;
        }

        return count / Stopwatch.GetElapsedTime(began).TotalMinutes;
    }

    private static double BytesPerStep(WorkflowGraph graph)
    {
        Advance(graph, 6);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Advance(graph, 6);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 7_000.0;
    }

    /// <summary>Steps of instances that have gone some steps; each from the same text.</summary>
    private static double StepTime(WorkflowGraph graph, int after)
    {
        var json = Advance(graph, after).ToJson();
        return Time(() => Next(graph, WorkflowState.FromJson(json)).ToJson());
    }

    private static double LoopTime(int rounds)
    {
        var text = JsonNode.Parse(Json(2))!;
        text["root"]!["connections"]!.AsArray().Add(Line("t1", "t0"));
        var graph = WorkflowCompiler.CompileLeniently(ElsaJsonReader.Read(text.ToJsonString()), Runner.Catalog).Graph!;
        return StepTime(graph, rounds);
    }

    /// <summary>The best of some rounds, in microseconds.</summary>
    private static double Time(Action act)
    {
        act();
        var best = double.MaxValue;
        for (var round = 0; round < 9; round++)
        {
            var (times, began) = (0, Stopwatch.GetTimestamp());
            do
            {
                act();
                times++;
            }
            while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMilliseconds(120));
            best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds / times);
        }

        return best;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
