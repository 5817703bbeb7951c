using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Workflows.Tests;

/// <summary>Every run recorded from the real Elsa 3.8, compared in everything that can be compared.</summary>
public sealed class ConformanceTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Conformance");

    public static TheoryData<string, string> Runs()
    {
        var runs = new TheoryData<string, string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.expected.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            runs.Add(Path.GetFileName(Path.GetDirectoryName(file))!, Path.GetFileName(file).Replace(".expected.json", "", StringComparison.Ordinal));
        }

        return runs;
    }

    [Fact]
    public void There_are_recorded_runs() => Assert.True(Runs().Count >= 146);

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_recorded_run_is_equal(string folder, string run)
    {
        var player = new RecordedRun(Path.Combine(Folder, folder), run);
        var report = await player.PlayAsync();
        Assert.Equal(Comparable(player.Expected), Comparable(report));
    }

    /// <summary>The fields that can be compared, in one text, so that a difference shows where it is.</summary>
    private static string Comparable(JsonObject report)
    {
        var comparable = new JsonObject();
        foreach (var name in new[] { "status", "subStatus", "incidents", "output", "variables", "stdout", "trace", "otherInstances" })
        {
            comparable[name] = report[name]?.DeepClone();
        }

        // Elsa leaves the bookmark of a cancelled instance in its store; here nothing of it stays open, on purpose.
        var bookmarks = report["subStatus"]!.GetValue<string>() == "Cancelled" ? [] : report["openBookmarks"]!.AsArray();
        comparable["openBookmarks"] = new JsonArray([.. bookmarks.OrderBy(b => b!["activityId"]!.GetValue<string>(), StringComparer.Ordinal).Select(b => b!.DeepClone())]);
        return comparable.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}

/// <summary>A case of the recorded runs: its definitions, and what happens to an instance.</summary>
internal sealed class RecordedRun
{
    private readonly string _folder;
    private readonly string _run;
    private readonly WorkflowDefinition _main;
    private readonly WorkflowSimulation _simulation;

    public RecordedRun(string folder, string run)
    {
        (_folder, _run) = (folder, run);
        var catalog = ActivityCatalog.BuiltIn();
        var definitions = new Dictionary<string, WorkflowGraph>();
        _main = ElsaJsonReader.Read(File.ReadAllText(Path.Combine(folder, "definition.json")));
        foreach (var definition in Directory.EnumerateFiles(folder, "child*.json").Select(f => ElsaJsonReader.Read(File.ReadAllText(f))).Prepend(_main))
        {
            var compiled = WorkflowCompiler.CompileLeniently(definition, catalog);
            Assert.True(compiled.Succeeded, string.Join('\n', compiled.Faults));
            definitions[definition.DefinitionId] = compiled.Graph!;
        }

        var clock = new VirtualClock(new DateTimeOffset(2026, 8, 22, 1, 0, 0, TimeSpan.Zero));
        _simulation = new WorkflowSimulation(new WorkflowRunner(catalog), new EngineServices(new NoServices(), clock, RandomIdSource.Instance), definitions, clock);
    }

    public JsonObject Expected => Read("expected")!.AsObject();

    public async Task<JsonObject> PlayAsync()
    {
        var input = (Read("input") as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.DeepClone());
        var steps = await SimulationScript.PlayAsync(_simulation, _main.DefinitionId, input, Read("script") as JsonArray ?? []);
        return SimulationReport.Describe(_simulation, steps);
    }

    private JsonNode? Read(string part) => Path.Combine(_folder, $"{_run}.{part}.json") is var file && File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
