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
        var expected = player.Expected;
        var actual = await player.PlayAsync();
        Assert.Equal(Describe(expected, actual.SubStatus == WorkflowSubStatus.Cancelled), Describe(actual, player.Simulation));
    }

    /// <summary>The recorded fields in one text, so that a difference shows where it is.</summary>
    private static string Describe(JsonObject expected, bool cancelled)
    {
        var comparable = new JsonObject();
        foreach (var name in new[] { "status", "subStatus", "output", "variables", "stdout", "trace" })
        {
            comparable[name] = expected[name]?.DeepClone();
        }

        comparable["incidents"] = expected["incidents"]!.DeepClone();

        // Elsa leaves the bookmark of a cancelled instance in its store; here nothing of it stays open, on purpose.
        comparable["openBookmarks"] = cancelled ? new JsonArray() : new JsonArray([.. expected["openBookmarks"]!.AsArray().OrderBy(b => b!["activityId"]!.GetValue<string>(), StringComparer.Ordinal).Select(b => Bookmark(b!["activityId"]!.GetValue<string>(), b["name"]!.GetValue<string>(), b["payload"]?["TaskName"]))]);
        comparable["others"] = new JsonArray([.. (expected["otherInstances"] as JsonArray ?? []).Select(o => new JsonObject
        {
            ["definitionId"] = o!["definitionId"]!.DeepClone(),
            ["status"] = o["status"]!.DeepClone(),
            ["subStatus"] = o["subStatus"]!.DeepClone(),
            ["output"] = o["output"]!.DeepClone(),
            ["variables"] = o["variables"]!.DeepClone(),
            ["trace"] = o["trace"]!.DeepClone()
        })]);
        return Text(comparable);
    }

    private static string Describe(WorkflowState main, WorkflowSimulation simulation)
    {
        var instance = simulation.Instances[0];
        var comparable = Fields(main, instance);
        comparable["stdout"] = Texts(simulation.Lines);
        comparable["trace"] = Texts(instance.Journal.Select(e => e.ToString()));
        comparable["incidents"] = new JsonArray([.. main.Incidents.Select(i => new JsonObject { ["activityId"] = i.ActivityId, ["message"] = i.Message })]);
        comparable["openBookmarks"] = new JsonArray([.. main.Bookmarks.OrderBy(b => b.ActivityId, StringComparer.Ordinal).Select(b => Bookmark(b.ActivityId, b.ActivityType, b.Payload["TaskName"]))]);
        comparable["others"] = new JsonArray([.. simulation.Instances.Skip(1).Select(other =>
        {
            var fields = Fields(other.State, other);
            fields.Insert(0, "definitionId", other.State.DefinitionId);
            fields["trace"] = Texts(other.Journal.Select(e => e.ToString()));
            return fields;
        })]);
        return Text(comparable);
    }

    private static JsonObject Fields(WorkflowState state, SimulatedInstance instance) => new()
    {
        ["status"] = state.Status.ToString(),
        ["subStatus"] = state.SubStatus.ToString(),
        ["output"] = state.Output.DeepClone(),
        ["variables"] = new JsonObject([.. instance.Graph.Definition.Variables.Select(v => KeyValuePair.Create(v.Name, state.Variables.GetValueOrDefault(v.Name)?.DeepClone()))])
    };

    private static JsonObject Bookmark(string activityId, string name, JsonNode? task) => new() { ["activityId"] = activityId, ["name"] = name, ["task"] = task?.DeepClone() };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];

    private static string Text(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
}

/// <summary>A case of the recorded runs: its definitions, and what happens to an instance.</summary>
internal sealed class RecordedRun
{
    private readonly string _folder;
    private readonly string _run;
    private readonly WorkflowDefinition _main;

    public RecordedRun(string folder, string run)
    {
        (_folder, _run) = (folder, run);
        var catalog = ActivityCatalog.BuiltIn();
        var definitions = new Dictionary<string, WorkflowGraph>();
        _main = ElsaJsonReader.Read(File.ReadAllText(Path.Combine(folder, "definition.json")));
        foreach (var definition in Directory.EnumerateFiles(folder, "child*.json").Select(f => ElsaJsonReader.Read(File.ReadAllText(f))).Prepend(_main))
        {
            var compiled = WorkflowCompiler.Compile(definition, catalog);
            Assert.True(compiled.Succeeded, string.Join('\n', compiled.Faults));
            definitions[definition.DefinitionId] = compiled.Graph!;
        }

        var clock = new VirtualClock(new DateTimeOffset(2026, 8, 22, 1, 0, 0, TimeSpan.Zero));
        Simulation = new WorkflowSimulation(new WorkflowRunner(catalog), new EngineServices(new NoServices(), clock, RandomIdSource.Instance), definitions, clock);
    }

    public WorkflowSimulation Simulation { get; }

    public JsonObject Expected => Read("expected")!.AsObject();

    public async Task<WorkflowState> PlayAsync()
    {
        var input = (Read("input") as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.DeepClone());
        var steps = (Read("script") as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (steps.Count > 0 && steps[0]["trigger"] is { } trigger)
        {
            await Simulation.TriggerAsync(_main.DefinitionId, trigger.GetValue<string>(), steps[0]["payload"], input);
            steps.RemoveAt(0);
        }
        else
        {
            await Simulation.StartAsync(_main.DefinitionId, input);
        }

        foreach (var step in steps)
        {
            await PlayAsync(step);
        }

        return Simulation.Instances[0].State;
    }

    private async Task PlayAsync(JsonObject step)
    {
        var main = Simulation.Instances[0];
        if (step["task"] is { } task)
        {
            await Simulation.CompleteTaskAsync(task.GetValue<string>(), step["result"]);
        }
        else if (step["resume"] is { } resume)
        {
            await Simulation.ResumeAsync(resume.GetValue<string>(), (step["input"] as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value));
        }
        else if (step["event"] is { } name)
        {
            await Simulation.PublishAsync(new PublishedEvent(name.GetValue<string>(), step["payload"], null, step["global"]?.GetValue<bool>() == true ? null : main.State.InstanceId));
        }
        else if (step["wait"] is { } wait)
        {
            await Simulation.WaitAsync(TimeSpan.FromMilliseconds(wait.GetValue<double>()));
        }
        else if (step["cancel"] is not null)
        {
            await Simulation.StimulateAsync(main, new CancelWorkflow("script"));
        }
    }

    private JsonNode? Read(string part) => Path.Combine(_folder, $"{_run}.{part}.json") is var file && File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
