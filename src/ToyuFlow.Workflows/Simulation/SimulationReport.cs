using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Simulation;

/// <summary>Tells what came of a simulation, as JSON with fixed names and order.</summary>
public static class SimulationReport
{
    /// <summary>Describes a simulation: its first instance in full, the others with their trace.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="steps">What each step of the script did.</param>
    /// <returns>A new object.</returns>
    public static JsonObject Describe(WorkflowSimulation simulation, IReadOnlyList<string> steps)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(steps);
        var main = simulation.Instances[0];
        var report = new JsonObject();
        if (steps.Count > 0)
        {
            report["steps"] = Texts(steps);
        }

        report["status"] = main.State.Status.ToString();
        report["subStatus"] = main.State.SubStatus.ToString();
        report["incidents"] = new JsonArray([.. main.State.Incidents.Select(i => new JsonObject { ["activityId"] = i.ActivityId, ["message"] = i.Message })]);
        report["output"] = main.State.Output.DeepClone();
        report["variables"] = Variables(main);
        report["openBookmarks"] = new JsonArray([.. simulation.Instances.SelectMany((instance, i) => instance.State.Bookmarks.Select(b => new JsonObject
        {
            ["instance"] = Alias(i),
            ["activityId"] = b.ActivityId,
            ["name"] = b.ActivityType,
            ["payload"] = Payload(b.Payload)
        }))]);
        report["stdout"] = Texts(simulation.Lines);
        report["trace"] = Trace(main);
        if (simulation.Instances.Count > 1)
        {
            report["otherInstances"] = new JsonArray([.. simulation.Instances.Skip(1).Select((instance, i) => new JsonObject
            {
                ["alias"] = Alias(i + 1),
                ["definitionId"] = instance.State.DefinitionId,
                ["status"] = instance.State.Status.ToString(),
                ["subStatus"] = instance.State.SubStatus.ToString(),
                ["output"] = instance.State.Output.DeepClone(),
                ["variables"] = Variables(instance),
                ["trace"] = Trace(instance)
            })]);
        }

        return report;
    }

    private static string Alias(int place) => place == 0 ? "main" : $"child{place}";

    /// <summary>Without what is different in every run.</summary>
    private static JsonObject Payload(JsonObject payload) =>
        new([.. payload.Where(p => p is { Value: not null, Key: not ("TaskId" or "ResumeAt" or "Payload") }).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))]);

    private static JsonObject Variables(SimulatedInstance instance)
    {
        var values = instance.State.Variables;
        return new JsonObject([.. instance.Graph.Definition.Variables.DistinctBy(v => v.Name).Select(v => KeyValuePair.Create(v.Name, values.GetValueOrDefault(v.Name)?.DeepClone()))]);
    }

    private static JsonArray Trace(SimulatedInstance instance) => Texts(instance.Journal.Select(e => e.ToString()));

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => JsonValue.Create(t))];
}
