using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;
using ToyuFlow.Workflows.Flowcharts;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>An activity of a definition with everything looked up and parsed that a run would otherwise look up and parse.</summary>
internal sealed class CompiledActivity(ActivityNode node, ActivityDescriptor descriptor, Func<IServiceProvider, Activity> create)
{
    public ActivityNode Node { get; } = node;

    public string Id { get; } = node.Id;

    /// <summary>Its identity in states: its id, or for one inside a nested definition its path, because ids are unique only in their own file.</summary>
    public string Key { get; init; } = node.Id;

    /// <summary>The definition that this activity stands for.</summary>
    public WorkflowDefinition? Nested { get; init; }

    public ActivityDescriptor Descriptor { get; } = descriptor;

    public Func<IServiceProvider, Activity> Create { get; } = create;

    public CompiledActivity? Parent { get; init; }

    /// <summary>Whether it decides something, so that what it read belongs in the journal.</summary>
    public bool Decides { get; } = descriptor.IsBuiltIn && (descriptor.Inputs.Any(i => i.Name == "Condition") || node.Type is "Elsa.Switch" or "Elsa.FlowSwitch");

    /// <summary>The inputs in the order in which they are evaluated.</summary>
    public List<CompiledInput> Inputs { get; } = [];

    /// <summary>The variable that an output is bound to, by the output's name.</summary>
    public Dictionary<string, string> OutputBindings { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, CompiledActivity> Ports { get; } = new(StringComparer.Ordinal);

    public List<CompiledActivity> Members { get; } = [];

    public List<CompiledCase> Cases { get; } = [];

    /// <summary>The variable that SetVariable sets.</summary>
    public string? VariableId { get; set; }

    public FlowGraphs? Flow { get; set; }

    public CompiledInput? FindInput(string name)
    {
        foreach (var input in Inputs)
        {
            if (string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return input;
            }
        }

        return null;
    }

    public CompiledActivity? Port(string name) => Ports.GetValueOrDefault(name);

    public override string ToString() => Node.ToString();
}

/// <summary>An input of one activity, ready to be evaluated.</summary>
/// <param name="Name">Its name in Pascal case.</param>
/// <param name="Type">What its value is converted to.</param>
/// <param name="Expression">Where its value comes from, or null.</param>
/// <param name="Default">Its value without an expression.</param>
/// <param name="AutoEvaluate">Whether it is evaluated before the activity runs.</param>
internal sealed record CompiledInput(string Name, DataType Type, CompiledExpression? Expression, JsonNode? Default, bool AutoEvaluate);

/// <summary>A case of a switch.</summary>
/// <param name="Label">The outcome of the case.</param>
/// <param name="Condition">When it matches.</param>
/// <param name="Activity">What it runs, in a switch that is not in a flowchart.</param>
internal sealed record CompiledCase(string Label, CompiledExpression? Condition, CompiledActivity? Activity);
