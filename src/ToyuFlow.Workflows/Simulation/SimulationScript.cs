using System.Globalization;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Simulation;

/// <summary>
/// What happens to an instance, step by step, as a list of JSON objects: <c>{"task": name, "result": any}</c>, <c>{"resume": activity, "input": {…}}</c>,
/// <c>{"event": name, "payload": any, "global": true?}</c>, <c>{"trigger": name, "payload": any}</c> (first), <c>{"wait": milliseconds}</c>, <c>{"cancel": true}</c>.
/// </summary>
public static class SimulationScript
{
    /// <summary>Starts an instance and plays a script to it. A step that finds nothing waiting changes nothing.</summary>
    /// <param name="simulation">Where to play.</param>
    /// <param name="definitionId">The definition to start.</param>
    /// <param name="input">The values for its inputs.</param>
    /// <param name="script">The steps.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>What each step did, for reading.</returns>
    /// <exception cref="FormatException">A step is none of the known ones.</exception>
    public static async Task<IReadOnlyList<string>> PlayAsync(WorkflowSimulation simulation, string definitionId, IReadOnlyDictionary<string, JsonNode?> input, JsonArray script, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(script);
        var notes = new List<string>();
        var steps = new Queue<JsonObject>(script.Select(s => s as JsonObject ?? throw new FormatException("脚本的每一步应当是一个 JSON 对象。")));
        if (steps.TryPeek(out var first) && first["trigger"] is { } trigger)
        {
            steps.Dequeue();
            var started = await simulation.TriggerAsync(definitionId, trigger.ToString(), first["payload"]?.DeepClone(), input, cancellationToken);
            notes.Add(started is null ? $"NO TRIGGER for {trigger}" : $"triggered {trigger} -> {Describe(started)}");
            if (started is null)
            {
                throw new FormatException($"流程没有由事件“{trigger}”触发的活动。");
            }
        }
        else
        {
            await simulation.StartAsync(definitionId, input, null, cancellationToken);
        }

        while (steps.TryDequeue(out var step))
        {
            notes.Add(await PlayAsync(simulation, step, cancellationToken));
        }

        return notes;
    }

    private static async Task<string> PlayAsync(WorkflowSimulation simulation, JsonObject step, CancellationToken cancellationToken)
    {
        var main = simulation.Instances[0];
        if (step["task"] is { } task)
        {
            return Resumed(simulation, task.ToString(), await simulation.CompleteTaskAsync(task.ToString(), step["result"]?.DeepClone(), cancellationToken));
        }

        if (step["resume"] is { } resume)
        {
            var input = (step["input"] as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.DeepClone());
            return Resumed(simulation, resume.ToString(), await simulation.ResumeAsync(resume.ToString(), input, cancellationToken));
        }

        if (step["event"] is { } name)
        {
            var isGlobal = step["global"] is JsonValue flag && flag.TryGetValue<bool>(out var global) && global;
            await simulation.PublishAsync(new PublishedEvent(name.ToString(), step["payload"]?.DeepClone(), null, isGlobal ? null : main.State.InstanceId), cancellationToken);
            return "event published";
        }

        if (step["wait"] is JsonValue wait && wait.TryGetValue<double>(out var milliseconds))
        {
            await simulation.WaitAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);
            return "waited";
        }

        if (step.ContainsKey("cancel"))
        {
            if (main.State.Status == WorkflowStatus.Running)
            {
                await simulation.StimulateAsync(main, new CancelWorkflow("script"), cancellationToken);
            }

            return "cancelled";
        }

        throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"不认识的脚本步骤：{step.ToJsonString()}"));
    }

    private static string Resumed(WorkflowSimulation simulation, string what, SimulatedInstance? instance) =>
        instance is null
            ? $"NO BOOKMARK for {what}; open: {string.Join(", ", simulation.Instances.SelectMany(i => i.State.Bookmarks).Select(b => b.ActivityId))}"
            : $"resumed {what} -> {Describe(instance)}";

    private static string Describe(SimulatedInstance instance) => $"{instance.State.Status}/{instance.State.SubStatus}";
}
