using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>One activity of a definition, as written in the file.</summary>
public sealed class ActivityNode
{
    /// <summary>The id, unique in the definition.</summary>
    public required string Id { get; init; }

    /// <summary>The path of ids from the workflow to this activity, joined by colons.</summary>
    public required string NodeId { get; init; }

    /// <summary>The type, for instance <c>Elsa.FlowDecision</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The version of the type; 0 when the file does not say, which means the latest.</summary>
    public required int Version { get; init; }

    /// <summary>The name, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>The text on the designer's box, if it has one.</summary>
    public string? DisplayText { get; init; }

    /// <summary>Whether a trigger of this activity may start the workflow.</summary>
    public bool CanStartWorkflow { get; init; }

    /// <summary>Place and size of the designer's box, if the file says so.</summary>
    public (double X, double Y, double Width, double Height)? Position { get; init; }

    /// <summary>The whole activity as it was read. Do not change it.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>The activities inside, in the order of the file.</summary>
    public IReadOnlyList<ActivityNode> Children { get; init; } = [];

    /// <summary>The activities inside by the property that holds them: <c>then</c>, <c>body</c>, <c>cases[0]</c> …; those of <c>activities</c> are not among them.</summary>
    public IReadOnlyDictionary<string, ActivityNode> Ports { get; init; } = new Dictionary<string, ActivityNode>();

    /// <summary>The members of a container's <c>activities</c>.</summary>
    public IReadOnlyList<ActivityNode> Members { get; init; } = [];

    /// <summary>The lines of a flowchart.</summary>
    public IReadOnlyList<Connection> Connections { get; init; } = [];

    /// <summary>The variables that a container declares.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>This activity and all those inside it, outermost first.</summary>
    /// <returns>The activities in the order of the file.</returns>
    public IEnumerable<ActivityNode> SelfAndDescendants()
    {
        var open = new Stack<ActivityNode>();
        open.Push(this);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--)
            {
                open.Push(node.Children[i]);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} ({Type})";
}
