namespace ToyuFlow.Workflows.Definitions;

/// <summary>What came of compiling a definition.</summary>
/// <param name="Graph">The graph, or null when a fault forbids to run it.</param>
/// <param name="Faults">Everything that is wrong, errors and warnings, in the order of the file.</param>
public sealed record CompileResult(WorkflowGraph? Graph, IReadOnlyList<DefinitionFault> Faults)
{
    /// <summary>Whether the definition can run.</summary>
    public bool Succeeded => Graph is not null;
}
