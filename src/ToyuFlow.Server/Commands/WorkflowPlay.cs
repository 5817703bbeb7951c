using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Server.Commands;

/// <summary>Definitions from files, played in memory with a clock of their own; steps of the service are played by stand-ins that wait for the script.</summary>
internal sealed class WorkflowPlay
{
    private readonly ActivityCatalog _catalog;
    private readonly Dictionary<string, WorkflowGraph> _definitions = [];
    private string? _main;

    private WorkflowPlay(ActivityCatalog catalog) => _catalog = catalog;

    /// <param name="files">The definition to play first, then those that it starts. A dash reads standard input.</param>
    /// <returns>Null when one of them cannot run; its faults are on <paramref name="error"/>.</returns>
    public static async Task<WorkflowPlay?> LoadAsync(ActivityCatalog catalog, IEnumerable<string> files, TextWriter error)
    {
        var play = new WorkflowPlay(catalog);
        var definitions = new List<(string File, WorkflowDefinition Definition)>();
        foreach (var file in files)
        {
            definitions.Add((file, await ReadDefinitionAsync(file)));
        }

        var find = WorkflowCompiler.Among([.. definitions.Select(d => d.Definition)]);
        foreach (var (file, definition) in definitions)
        {
            var compiled = WorkflowCompiler.CompileLeniently(definition, catalog, find);
            await WorkflowCommands.WriteFaultsAsync(file, compiled, error);
            if (compiled.Graph is null)
            {
                return null;
            }

            play._main ??= definition.DefinitionId;
            play._definitions[definition.DefinitionId] = compiled.Graph;
        }

        return play;
    }

    public async Task<(WorkflowSimulation Simulation, JsonObject Report)> RunAsync(string? inputFile, string? scriptFile)
    {
        var clock = new VirtualClock(TimeProvider.System.GetUtcNow());
        var services = new EngineServices(new ServiceCollection().BuildServiceProvider(), clock, RandomIdSource.Instance);
        var simulation = new WorkflowSimulation(new WorkflowRunner(_catalog), services, _definitions, clock);
        var input = await ReadAsync<JsonObject>(inputFile, "一个对象") ?? [];
        var script = await ReadAsync<JsonArray>(scriptFile, "一个列表") ?? [];
        var steps = await SimulationScript.PlayAsync(simulation, _main!, input.ToDictionary(p => p.Key, p => p.Value?.DeepClone()), script);
        return (simulation, SimulationReport.Describe(simulation, steps));
    }

    /// <summary>A file that is larger than any definition may be is refused before it is read.</summary>
    public static async Task<WorkflowDefinition> ReadDefinitionAsync(string file)
    {
        if (file == "-")
        {
            return ElsaJsonReader.Read(await Console.In.ReadToEndAsync());
        }

        var size = new FileInfo(file).Length;
        return size > ElsaJsonReader.MaxLength * 4L ? throw new FormatException($"流程定义过大：{size} 字节。") : ElsaJsonReader.Read(await File.ReadAllTextAsync(file));
    }

    public static async Task<T?> ReadAsync<T>(string? file, string shape) where T : JsonNode
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(await File.ReadAllTextAsync(file)) switch
            {
                null => null,
                T node => node,
                _ => throw new FormatException($"{file} 应当是{shape}。"),
            };
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file} 不是有效的 JSON：{e.Message}", e);
        }
    }
}
