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
        CheckWayOut(graph, reachable, faults);
        foreach (var join in flowchart.Members.Where(m => m.Node.Type == "Elsa.FlowJoin" && reachable.Contains(m)))
        {
            CheckJoin(join, graph, faults);
        }
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

    /// <summary>From everywhere some way must lead out: to an activity that ends, or to an outcome that nothing follows.</summary>
    private static void CheckWayOut(FlowGraph graph, HashSet<CompiledActivity> reachable, FaultList faults)
    {
        var sources = graph.Lines.ToLookup(l => l.Target, l => l.Source);
        var open = new Stack<CompiledActivity>(reachable.Where(a => MayEnd(a, graph)));
        var ending = new HashSet<CompiledActivity>();
        while (open.TryPop(out var current))
        {
            if (ending.Add(current))
            {
                foreach (var source in sources[current])
                {
                    open.Push(source);
                }
            }
        }

        var stuck = reachable.Where(a => !ending.Contains(a)).ToList();
        if (stuck.Count > 0)
        {
            faults.Add(stuck[0].Id, FaultCodes.NoWayToEnd, $"从“{string.Join("”“", stuck.Take(5).Select(a => a.Id))}”{(stuck.Count > 5 ? $"等 {stuck.Count} 个活动" : "")}出发没有到达结束的路。");
        }
    }

    private static bool MayEnd(CompiledActivity activity, FlowGraph graph)
    {
        var lines = graph.Outbound(activity);
        return lines.Count == 0 || activity.Descriptor.IsTerminal || activity.Descriptor.Ports.Of(activity.Node) is not { } ports || ports.Any(p => !lines.Exists(l => l.Port == p));
    }

    /// <summary>A join that waits for both sides of a decision waits for something that never comes; all behind it is passed over.</summary>
    private static void CheckJoin(CompiledActivity join, FlowGraph graph, FaultList faults)
    {
        var inbound = graph.Inbound(join);
        if (inbound.Count < 2 || join.FindInput("Mode")?.Expression is not { } mode || !mode.TryGetConstant(out var value) || FlowJoinModes.Read(value) != "WaitAll")
        {
            return;
        }

        foreach (var decision in graph.Lines.Select(l => l.Source).Distinct().Where(a => ChoosesOne(a) && graph.IsAncestor(a, join)))
        {
            var sides = inbound.Where(l => l.Source == decision || graph.AlwaysPasses(l.Source, decision)).Select(l => Ports(l, decision, graph)).ToList();
            if (sides.Where((side, i) => side.Count > 0 && sides.Skip(i + 1).Any(other => other.Count > 0 && !side.Overlaps(other))).Any())
            {
                faults.Add(join.Id, FaultCodes.JoinNeverCompletes, $"汇合“{join.Id}”等待所有分支，但其中有“{decision.Id}”的不同分支，它们不会都走到：它后面的活动永远不会执行。请改为 WaitAllActive 或 WaitAny。");
                return;
            }
        }
    }

    private static bool ChoosesOne(CompiledActivity activity) =>
        activity.Node.Type == "Elsa.FlowDecision" || (activity.Node.Type == "Elsa.FlowSwitch" && (activity.FindInput("Mode")?.Expression is not { } mode || (mode.TryGetConstant(out var value) && value?.ToString() is "MatchFirst" or "0")));

    /// <summary>The outcomes of a decision by which a line can be reached.</summary>
    private static HashSet<string> Ports(FlowLine line, CompiledActivity decision, FlowGraph graph) => line.Source == decision
        ? [line.Port]
        : [.. graph.Outbound(decision).Where(l => l.IsForward && (l.Target == line.Source || graph.IsAncestor(l.Target, line.Source))).Select(l => l.Port)];

    private static bool MayWait(CompiledActivity activity) => activity.Descriptor.MayWait || !activity.Descriptor.IsBuiltIn || activity.Node.Children.Count > 0;
}
