using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <content>Variables, inputs and outputs.</content>
internal sealed partial class StepRun
{
    private readonly Dictionary<string, JsonNode?> _outputs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was passed in with this step, over what the state kept.</summary>
    public Dictionary<string, JsonNode?> Input { get; } = new(StringComparer.OrdinalIgnoreCase);

    public JsonNode? LastResult { get; private set; }

    /// <summary>Gives a container's run the variables that its activity declares.</summary>
    public static void Declare(ActivityInstance instance, IReadOnlyList<VariableDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            var slots = instance.Variables ??= [];
            if (!slots.Exists(s => s.Id == definition.Id))
            {
                slots.Add(new VariableSlot(definition.Id, definition.Name, definition.Default?.DeepClone(), definition.IsPersisted));
            }
        }
    }

    public static VariableSlot? FindByName(ActivityInstance? scope, string name)
    {
        for (; scope is not null; scope = scope.Parent)
        {
            foreach (var slot in scope.Variables ?? [])
            {
                if (slot.Name == name)
                {
                    return slot;
                }
            }
        }

        return null;
    }

    public static VariableSlot? FindById(ActivityInstance? scope, string id)
    {
        for (; scope is not null; scope = scope.Parent)
        {
            foreach (var slot in scope.Variables ?? [])
            {
                if (slot.Id == id)
                {
                    return slot;
                }
            }
        }

        return null;
    }

    /// <summary>Sets a variable in scope; an unknown name becomes a variable of the workflow, as in Elsa.</summary>
    public static void SetVariable(ActivityInstance scope, string name, JsonNode? value)
    {
        if (FindByName(scope, name) is { } slot)
        {
            slot.Value = value;
            return;
        }

        var root = scope;
        while (root.Parent is not null)
        {
            root = root.Parent;
        }

        (root.Variables ??= []).Add(new VariableSlot(name, name, value, true));
    }

    public void SetOutput(ActivityInstance instance, string name, JsonNode? value)
    {
        _outputs[OutputKey(instance.ActivityId, name)] = value;
        if (name == "Result")
        {
            LastResult = value;
        }

        if (instance.Activity.OutputBindings.TryGetValue(name, out var variable) && FindById(instance, variable) is { } slot)
        {
            slot.Value = value?.DeepClone();
        }
    }

    public JsonNode? GetOutput(string activity, string? output)
    {
        var id = Graph.FindByNameOrId(activity)?.Id ?? activity;
        return _outputs.GetValueOrDefault(OutputKey(id, output ?? "Result"));
    }

    private static string OutputKey(string activityId, string output) => $"{activityId}\n{output}";

    /// <summary>As in Elsa, only inputs with a storage driver survive a suspension, and one passed in with a resume replaces them.</summary>
    private void KeepDurableInput()
    {
        State.StoredInput.Clear();
        foreach (var definition in Graph.Definition.Inputs)
        {
            if (definition.IsPersisted && Input.TryGetValue(definition.Name, out var value))
            {
                State.StoredInput[definition.Name] = value;
            }
        }
    }
}
