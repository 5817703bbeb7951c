using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <content>Variables, inputs and outputs.</content>
internal sealed partial class StepRun
{
    /// <summary>By activity and output, then by the run of the container that the activity ran in.</summary>
    private readonly Dictionary<string, Dictionary<string, JsonNode?>> _outputs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was passed in with this step, over what the state kept.</summary>
    public Dictionary<string, JsonNode?> Input { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the variables of a new instance begin with.</summary>
    public IReadOnlyDictionary<string, JsonNode?> FirstVariables { get; init; } = new Dictionary<string, JsonNode?>();

    public JsonNode? LastResult { get; private set; }

    /// <summary>Gives a container's run the variables that its activity declares.</summary>
    public static void Declare(ActivityInstance instance, IReadOnlyList<VariableDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            var slots = instance.Variables ??= [];
            if (slots.Find(s => s.Id == definition.Id) is { } slot)
            {
                slot.TypeName = definition.TypeName;
            }
            else
            {
                slots.Add(new VariableSlot(definition.Id, definition.Name, definition.Default?.DeepClone(), definition.IsPersisted) { TypeName = definition.TypeName });
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

    /// <summary>Sets a variable in scope; an unknown name becomes a variable of the nearest container, as in Elsa.</summary>
    public static void SetVariable(ActivityInstance scope, string name, JsonNode? value)
    {
        if (FindByName(scope, name) is { } slot)
        {
            slot.Assign(value);
            return;
        }

        var container = scope;
        while (container.Parent is not null && !container.Activity.Descriptor.IsContainer)
        {
            container = container.Parent;
        }

        (container.Variables ??= []).Add(new VariableSlot(name, name, value, true));
    }

    public void SetOutput(ActivityInstance instance, string name, JsonNode? value)
    {
        // In a run of a container the first output of an activity is the one that getOutputFrom finds, as in Elsa.
        var key = OutputKey(instance.ActivityId, name);
        if (!_outputs.TryGetValue(key, out var records))
        {
            _outputs[key] = records = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        }

        records.TryAdd(instance.Parent?.Id ?? State.InstanceId, value);
        if (name == "Result")
        {
            LastResult = value;
        }

        if (instance.Activity.OutputBindings.TryGetValue(name, out var variable) && FindById(instance, variable) is { } slot)
        {
            slot.Value = value?.DeepClone();
        }
    }

    /// <exception cref="InvalidOperationException">The container that the reader is in has no such activity; Elsa says it in the same words.</exception>
    public JsonNode? GetOutput(ActivityInstance reader, string activity, string? output)
    {
        var found = Members(reader).Find(c => c.Node.Name == activity || c.Id == activity) ?? throw new InvalidOperationException("Activity not found.");
        if (_outputs.TryGetValue(OutputKey(found.Key, output ?? "Result"), out var records))
        {
            for (var scope = reader; scope is not null; scope = scope.Parent)
            {
                if (records.TryGetValue(scope.Id, out var value))
                {
                    return value;
                }
            }
        }

        return null;
    }

    /// <summary>The activity beside the reader that a generated accessor such as <c>getResultFromReview()</c> stands for.</summary>
    public static string? FindNeighbour(ActivityInstance reader, string pascalName) =>
        Members(reader).Find(c => WorkflowGraph.Pascalize(c.Node.Name is { Length: > 0 } name ? name : c.Id) == pascalName)?.Id;

    /// <summary>The activities that lie directly in the container around one.</summary>
    private static List<CompiledActivity> Members(ActivityInstance reader)
    {
        var scope = reader;
        while (scope is not null && !scope.Activity.Descriptor.IsContainer)
        {
            scope = scope.Parent;
        }

        return scope?.Activity.Members ?? [];
    }

    /// <summary>Inside a nested definition its inputs are variables, and hide those of the workflow.</summary>
    public JsonNode? GetInput(ActivityInstance reader, string name) =>
        IsNested(reader) && FindByName(reader, name) is { } slot ? slot.Value : Input.GetValueOrDefault(name);

    private static bool IsNested(ActivityInstance reader)
    {
        for (var scope = reader; scope is not null; scope = scope.Parent)
        {
            if (scope.Activity.Nested is not null)
            {
                return true;
            }
        }

        return false;
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
