namespace ToyuFlow.Workflows.Definitions;

/// <summary>A definition that is ready to run: immutable, and safe to share between threads and to keep in a cache.</summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, CompiledActivity> _activities;
    private readonly Dictionary<string, string> _variablesByPascalName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inputs;

    internal WorkflowGraph(WorkflowDefinition definition, CompiledActivity workflow, Dictionary<string, CompiledActivity> activities)
    {
        Definition = definition;
        Workflow = workflow;
        _activities = activities;
        _inputs = [.. definition.Inputs.Select(i => i.Name)];
        foreach (var nested in activities.Values.Where(a => a.Nested is not null))
        {
            foreach (var name in nested.Nested!.Inputs.Select(i => i.Name).Concat(nested.Nested.Outputs.Select(o => o.Name)))
            {
                _variablesByPascalName[Pascalize(name)] = name;
            }
        }

        foreach (var variable in activities.Values.SelectMany(a => a.Node.Variables).Concat(definition.Variables))
        {
            _variablesByPascalName[Pascalize(variable.Name)] = variable.Name;
        }
    }

    /// <summary>The definition.</summary>
    public WorkflowDefinition Definition { get; }

    /// <summary>The activity that stands for the workflow itself.</summary>
    internal CompiledActivity Workflow { get; }

    /// <summary>Finds an activity anywhere in the definition, at a cost that does not depend on its size.</summary>
    /// <param name="id">The activity's id.</param>
    /// <returns>The activity, or null.</returns>
    public ActivityNode? FindActivity(string id) => Find(id)?.Node;

    internal CompiledActivity? Find(string id) => _activities.GetValueOrDefault(id);

    internal string? FindVariableByPascalName(string name) => _variablesByPascalName.GetValueOrDefault(name);

    internal bool HasInput(string name) => _inputs.Contains(name);

    /// <summary>The form that a name has in a generated accessor: separators go, each word begins with a capital.</summary>
    internal static string Pascalize(string name)
    {
        Span<char> text = stackalloc char[Math.Min(name.Length, 256)];
        var length = 0;
        var upper = true;
        foreach (var c in name.AsSpan(0, text.Length))
        {
            if (c is ' ' or '_' or '-')
            {
                upper = true;
                continue;
            }

            text[length++] = upper ? char.ToUpperInvariant(c) : c;
            upper = false;
        }

        return text[..length].ToString();
    }
}
