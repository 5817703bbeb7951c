using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Simulation;

/// <summary>An instance of a <see cref="WorkflowSimulation"/>.</summary>
public sealed class SimulatedInstance
{
    private readonly List<JournalEntry> _journal = [];

    internal SimulatedInstance(WorkflowGraph graph, ChildWorkflow? origin)
    {
        Graph = graph;
        Origin = origin;
    }

    /// <summary>The definition that it runs.</summary>
    public WorkflowGraph Graph { get; }

    /// <summary>Where it stands after its last step.</summary>
    public WorkflowState State { get; private set; } = null!;

    /// <summary>Everything that happened in it, in order.</summary>
    public IReadOnlyList<JournalEntry> Journal => _journal;

    internal ChildWorkflow? Origin { get; }

    internal bool IsReported { get; set; }

    internal void Take(StepResult result)
    {
        _journal.AddRange(result.Journal);
        State = WorkflowState.FromJson(result.State.ToJson());
    }
}
