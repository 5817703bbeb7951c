using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>One way back in one run of a flowchart: where to, what waits behind it, and which counts it undoes.</summary>
internal sealed class FlowRewind
{
    private const string Key = "comesBack";

    private readonly ActivityInstance _flowchart;
    private readonly FlowGraph _graph;
    private readonly CompiledActivity _target;
    private readonly ActivityInstance? _from;
    private readonly HashSet<CompiledActivity> _behind;

    private FlowRewind(WorkflowState state, ActivityInstance flowchart, CompiledActivity target, ActivityInstance? from)
    {
        (_flowchart, _target, _from) = (flowchart, target, from);
        _graph = flowchart.Activity.Flow!.For(state.TriggerActivityId);
        _behind = [.. flowchart.Activity.Members.Where(m => _graph.IsAncestor(target, m))];
    }

    /// <summary>The activities that wait behind the target.</summary>
    public List<ActivityInstance> Open => [.. _flowchart.Children.Where(c => !c.IsClosed && _behind.Contains(c.Activity))];

    /// <summary>Null when no running flowchart has the target in it.</summary>
    public static FlowRewind? Find(WorkflowState state, Rewind rewind)
    {
        if (rewind.FromBookmarkId is null)
        {
            var found = state.Instances.Where(i => Member(i, rewind.TargetActivityId) is not null).ToList();
            return found is [var only] ? new FlowRewind(state, only, Member(only, rewind.TargetActivityId)!, null) : null;
        }

        var waiting = state.OpenBookmarks.Find(b => b.Id == rewind.FromBookmarkId)?.ActivityInstanceId;
        for (var from = state.Instances.Find(i => i.Id == waiting); from?.Parent is { } parent; from = parent)
        {
            if (Member(parent, rewind.TargetActivityId) is { } target)
            {
                return new FlowRewind(state, parent, target, from);
            }
        }

        return null;
    }

    public (RewindRefusal? Refusal, List<ActivityInstance> InTheWay) Check(bool cancelsOthers)
    {
        if (_from is { } from && !_behind.Contains(from.Activity))
        {
            return (RewindRefusal.NotBefore, [from]);
        }

        if (_flowchart.Children.Where(c => !c.IsClosed && c.Activity == _target).ToList() is { Count: > 0 } same)
        {
            return (RewindRefusal.StillOpen, same);
        }

        var others = Open.Where(o => _from is not null && o != _from).ToList();
        return others.Count > 0 && !cancelsOthers ? (RewindRefusal.OtherBranches, others) : (null, []);
    }

    public IReadOnlyList<ActivityNode> Between() =>
        [.. Open.SelectMany(o => _graph.Between(_target, o.Activity)).Distinct().Where(a => a != _target && !Open.Exists(o => o.Activity == a)).Select(a => a.Node)];

    public void Apply(StepRun run, bool comesBack)
    {
        var open = Open;
        var undone = Undo(_flowchart.Flow ??= new FlowScope(), open);

        // Branches that were given up have to run again, so then there is no short way.
        var back = comesBack && _from is not null && open.Count == 1 ? new JsonObject { [Key] = new JsonObject { ["to"] = _from.Activity.Id, ["lines"] = undone } } : null;
        foreach (var instance in open)
        {
            run.Abandon(instance);
        }

        run.Enqueue(new WorkItem(_target) { Owner = _flowchart, IsBackward = true, Properties = back });
    }

    /// <summary>
    /// Makes the counts as they were before the target: no line behind it is visited, and at joins that were passed since, what came from elsewhere has
    /// arrived and not been passed on. Returns by how much each line was changed.
    /// </summary>
    private JsonObject Undo(FlowScope scope, List<ActivityInstance> open)
    {
        var undone = new JsonObject();
        void Set(FlowLine line, long count)
        {
            var followed = scope.IsFollowed(line);
            if (scope.Set(line, count, followed) is var change and not 0)
            {
                undone[line.Key] = followed ? new JsonArray(change, true) : new JsonArray(change, false);
            }
        }

        foreach (var activity in _behind)
        {
            var visits = scope.Visits(activity.Id);
            var wasPassed = IsPassed(activity, open);
            foreach (var line in _graph.Inbound(activity))
            {
                if (line.Source == _target || _behind.Contains(line.Source))
                {
                    Set(line, visits);
                }
                else if (wasPassed)
                {
                    Set(line, visits + 1);
                }
            }
        }

        return undone;
    }

    /// <summary>What stands behind an open activity has not had its turn; everything else behind the target has, or was skipped, unless a line from elsewhere is missing.</summary>
    private bool IsPassed(CompiledActivity activity, List<ActivityInstance> open)
    {
        if (open.Find(o => o.Activity == activity) is { } instance)
        {
            return instance.IsBackward;
        }

        var scope = _flowchart.Flow!;
        return !open.Exists(o => _graph.IsAncestor(o.Activity, activity))
            && _graph.Inbound(activity).TrueForAll(l => scope.Visits(l) == scope.Visits(activity.Id));
    }

    /// <summary>Whether a completed activity leads straight back to where it was asked for again. It does not when it was decided another way than the one that led there.</summary>
    public static bool ComesBack(StepRun run, ActivityInstance flowchart, ActivityInstance child, string[] outcomes)
    {
        if (child.Properties?[Key] is not JsonObject back)
        {
            return false;
        }

        child.Properties.Remove(Key);
        var graph = flowchart.Activity.Flow!.For(run.State.TriggerActivityId);
        var to = Member(flowchart, back["to"]!.GetValue<string>());
        if (to is null || !graph.Outbound(child.Activity).Exists(l => l.IsForward && Array.IndexOf(outcomes, l.Port) >= 0 && (l.Target == to || graph.IsAncestor(l.Target, to))))
        {
            return false;
        }

        run.Schedule(flowchart, to);
        foreach (var line in Restore(flowchart.Flow ??= new FlowScope(), graph, back["lines"]!.AsObject()).Where(l => l.Target != to).DistinctBy(l => l.Target))
        {
            // The last branch that a join waits for may have come meanwhile.
            FlowchartActivity.Arrive(run, flowchart, graph, flowchart.Flow, line, child);
        }

        return true;
    }

    /// <summary>Other branches may have come to a join meanwhile, so what was taken off is put on again, rather than the old counts.</summary>
    private static List<FlowLine> Restore(FlowScope scope, FlowGraph graph, JsonObject undone)
    {
        var visited = new List<FlowLine>();
        foreach (var line in graph.Lines.Where(l => l.IsForward && undone.ContainsKey(l.Key)))
        {
            var (change, followed) = (undone[line.Key]![0]!.GetValue<long>(), undone[line.Key]![1]!.GetValue<bool>());
            scope.Set(line, scope.Visits(line) - change, change < 0 ? followed : scope.IsFollowed(line));
            if (change < 0)
            {
                visited.Add(line);
            }
        }

        return visited;
    }

    private static CompiledActivity? Member(ActivityInstance instance, string activityId) =>
        instance.IsClosed || instance.Activity.Flow is null ? null : instance.Activity.Members.Find(m => m.Id == activityId);
}
