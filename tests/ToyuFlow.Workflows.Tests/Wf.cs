using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Workflows.Tests;

/// <summary>Writes small definitions as the designer would, and runs them.</summary>
internal static class Wf
{
    public static IReadOnlyDictionary<string, JsonNode?> Nothing { get; } = new Dictionary<string, JsonNode?>();

    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] properties)
    {
        var json = new JsonObject { ["id"] = id, ["type"] = $"Elsa.{type}", ["version"] = 1 };
        foreach (var (name, value) in properties)
        {
            json[name] = value;
        }

        return json;
    }

    public static JsonObject Expression(string kind, JsonNode? value, string type = "Object") => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = kind, ["value"] = value }
    };

    public static JsonObject Script(string source) => Expression("JavaScript", source);

    public static JsonObject Bound(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    public static JsonObject Task(string id, string? resultVariable = null) =>
        resultVariable is null ? Activity(id, "RunTask", ("taskName", id)) : Activity(id, "RunTask", ("taskName", id), ("result", Bound(resultVariable)));

    public static JsonObject Line(string id, string? text = null) => Activity(id, "WriteLine", ("text", text ?? id));

    public static JsonObject Set(string id, string variable, string script) =>
        Activity(id, "SetVariable", ("variable", new JsonObject { ["id"] = variable, ["name"] = variable, ["typeName"] = "Object" }), ("value", Script(script)));

    public static JsonObject Sequence(string id, params JsonNode[] activities) => Activity(id, "Sequence", ("activities", new JsonArray(activities)));

    public static JsonObject Flowchart(JsonNode[] activities, params string[] lines) => Activity("root", "Flowchart", ("activities", new JsonArray(activities)), ("connections", new JsonArray([.. lines.Select(Connection)])));

    /// <summary>A line written as <c>a:Done->b</c>; the port may be left out.</summary>
    public static JsonObject Connection(string line)
    {
        var ends = line.Split("->");
        var source = ends[0].Split(':');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" }
        };
    }

    public static JsonObject Definition(JsonNode root, params string[] variables) => new()
    {
        ["id"] = "test-v1",
        ["definitionId"] = "test",
        ["name"] = "test",
        ["version"] = 1,
        ["variables"] = new JsonArray([.. variables.Select(v => new JsonObject { ["id"] = v, ["name"] = v, ["typeName"] = "Object", ["isArray"] = false, ["value"] = null, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" })]),
        ["inputs"] = new JsonArray(),
        ["outputs"] = new JsonArray(),
        ["root"] = root
    };

    public static CompileResult Compile(JsonObject definition, ActivityCatalog? catalog = null) =>
        WorkflowCompiler.Compile(ElsaJsonReader.Read(definition.ToJsonString()), catalog ?? ActivityCatalog.BuiltIn());

    /// <summary>The graph of a definition that may have faults which only show when it runs.</summary>
    public static WorkflowGraph Tried(JsonObject definition) =>
        WorkflowCompiler.CompileLeniently(ElsaJsonReader.Read(definition.ToJsonString()), ActivityCatalog.BuiltIn()).Graph ?? throw new InvalidOperationException("The definition cannot be tried.");

    public static WorkflowGraph Graph(JsonObject definition, ActivityCatalog? catalog = null)
    {
        var result = Compile(definition, catalog);
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        return result.Graph!;
    }

    public static VirtualClock Clock() => new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    public static EngineServices Services(TimeProvider? clock = null) => new(NoServices.Instance, clock ?? Clock(), new SequentialIdSource());

    /// <summary>A simulation writes each instance to text and reads it back between any two steps: save, drop, load, resume.</summary>
    public static WorkflowSimulation Simulate(JsonObject definition, ActivityCatalog? catalog = null)
    {
        var clock = Clock();
        var graph = Graph(definition, catalog);
        return new WorkflowSimulation(new WorkflowRunner(catalog ?? ActivityCatalog.BuiltIn()), Services(clock), new Dictionary<string, WorkflowGraph> { ["test"] = graph }, clock);
    }

    public static async Task<WorkflowSimulation> StartAsync(JsonObject definition, ActivityCatalog? catalog = null)
    {
        var simulation = Simulate(definition, catalog);
        await simulation.StartAsync("test", Nothing);
        return simulation;
    }

    public static IEnumerable<string> Trace(this WorkflowSimulation simulation) => simulation.Instances[0].Journal.Select(e => $"{e.Event} {e.ActivityId}");

    public static IEnumerable<string> Waiting(this WorkflowSimulation simulation) => simulation.Instances[0].State.Bookmarks.Select(b => b.ActivityId).Order(StringComparer.Ordinal);

    private sealed class NoServices : IServiceProvider
    {
        public static NoServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
