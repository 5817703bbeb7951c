using System.Collections.Concurrent;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>The graphs of one flowchart, one for each start that it may have.</summary>
internal sealed class FlowGraphs
{
    private readonly CompiledActivity _flowchart;
    private readonly Dictionary<string, CompiledActivity> _members = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FlowGraph> _graphs = new(StringComparer.Ordinal);

    public FlowGraphs(CompiledActivity flowchart)
    {
        _flowchart = flowchart;
        foreach (var member in flowchart.Members)
        {
            _members.TryAdd(member.Id, member);
        }

        Start = FindStart();
        Usual = new FlowGraph(flowchart, Start);
    }

    /// <summary>Where the flowchart starts when no trigger says otherwise.</summary>
    public CompiledActivity? Start { get; }

    public FlowGraph Usual { get; }

    public CompiledActivity? StartFor(string? triggerActivityId) =>
        triggerActivityId is not null && _members.TryGetValue(triggerActivityId, out var trigger) ? trigger : Start;

    public FlowGraph For(string? triggerActivityId) =>
        triggerActivityId is null || !_members.TryGetValue(triggerActivityId, out var trigger) || trigger == Start
            ? Usual
            : _graphs.GetOrAdd(triggerActivityId, static (_, p) => new FlowGraph(p.Flow._flowchart, p.Start), (Flow: this, Start: trigger));

    private CompiledActivity? FindStart()
    {
        var targets = _flowchart.Node.Connections.Select(c => c.TargetId).ToHashSet(StringComparer.Ordinal);
        return _flowchart.Port("start")
            ?? _flowchart.Members.Find(m => m.Node.Type == "Elsa.Start")
            ?? _flowchart.Members.Find(m => m.Node.CanStartWorkflow)
            ?? _flowchart.Members.Find(m => !targets.Contains(m.Id))
            ?? _flowchart.Members.FirstOrDefault();
    }
}
