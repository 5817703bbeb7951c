using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>What can be said about a flowchart before it runs.</summary>
internal static class FlowchartChecks
{
    public static void Check(CompiledActivity flowchart, FaultList faults)
    {
        var graph = flowchart.Flow!.Usual;
        var reachable = Reachable(flowchart, graph);
        foreach (var member in flowchart.Members)
        {
            if (!reachable.Contains(member))
            {
                faults.Add(member.Id, FaultCodes.Unreachable, $"活动“{member.Id}”无法从起点到达。");
            }

            CheckBranches(member, graph, faults);
        }

        foreach (var line in graph.Lines.Where(l => l is { IsForward: false, IsValid: false } && reachable.Contains(l.Source)))
        {
            faults.Add(line.Source.Id, FaultCodes.InvalidBackwardConnection, $"从“{line.Source.Id}”退回“{line.Target.Id}”的连线无效：从起点到“{line.Source.Id}”的每一条路都必须经过“{line.Target.Id}”。运行到此会出错。", FaultSeverity.Warning);
        }

        CheckLoops(graph, reachable, faults);
    }

    private static HashSet<CompiledActivity> Reachable(CompiledActivity flowchart, FlowGraph graph)
    {
        // A trigger starts the flowchart at its own place.
        var starts = flowchart.Members.Where(m => m.Node.CanStartWorkflow);
        var open = new Stack<CompiledActivity>(flowchart.Flow!.Start is { } start ? starts.Append(start) : starts);
        var reachable = new HashSet<CompiledActivity>();
        while (open.TryPop(out var current))
        {
            if (reachable.Add(current))
            {
                graph.Outbound(current).ForEach(l => open.Push(l.Target));
            }
        }

        return reachable;
    }

    private static void CheckBranches(CompiledActivity member, FlowGraph graph, FaultList faults)
    {
        if (member.Node.Type != "Elsa.FlowDecision")
        {
            return;
        }

        var used = graph.Outbound(member).Select(l => l.Port).ToHashSet(StringComparer.Ordinal);
        foreach (var port in new[] { "True", "False" }.Where(p => !used.Contains(p)))
        {
            faults.Add(member.Id, FaultCodes.MissingBranch, $"判断“{member.Id}”没有“{port}”分支：走到这里这一支就此结束。", FaultSeverity.Warning);
        }
    }

    /// <summary>A circle in which nothing may wait runs until the limit of a step, unless its condition changes in it.</summary>
    private static void CheckLoops(FlowGraph graph, HashSet<CompiledActivity> reachable, FaultList faults)
    {
        foreach (var line in graph.Lines.Where(l => !l.IsForward && reachable.Contains(l.Source)))
        {
            var circle = graph.Between(line.Target, line.Source).ToList();
            if (circle.All(a => !MayWait(a)) && circle.All(a => a.Node.Type is not ("Elsa.FlowDecision" or "Elsa.FlowSwitch")))
            {
                faults.Add(line.Source.Id, FaultCodes.LoopWithoutWait, $"从“{line.Source.Id}”退回“{line.Target.Id}”的循环没有等待，也没有出口。", FaultSeverity.Warning);
            }
        }
    }

    private static bool MayWait(CompiledActivity activity) => activity.Descriptor.MayWait || !activity.Descriptor.IsBuiltIn || activity.Node.Children.Count > 0;
}
