using System.Collections.Concurrent;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>The lines of a flowchart as seen from one start: which lead forward, which lead back, and who comes before whom.</summary>
internal sealed class FlowGraph
{
    private static readonly List<FlowLine> None = [];

    private readonly Dictionary<CompiledActivity, List<FlowLine>> _outbound = [];
    private readonly Dictionary<CompiledActivity, List<FlowLine>> _inbound = [];
    private readonly ConcurrentDictionary<CompiledActivity, HashSet<CompiledActivity>> _ancestors = [];
    private readonly CompiledActivity? _start;

    public FlowGraph(CompiledActivity flowchart, CompiledActivity? start, IReadOnlyDictionary<string, CompiledActivity> members)
    {
        Flowchart = flowchart;
        _start = start;
        foreach (var connection in flowchart.Node.Connections)
        {
            if (members.TryGetValue(connection.SourceId, out var source) && members.TryGetValue(connection.TargetId, out var target))
            {
                Add(_outbound, source, new FlowLine(connection, source, target));
            }
        }

        if (start is not null)
        {
            FindForwardLines(start);
            FindInvalidBackwardLines();
        }
    }

    public CompiledActivity Flowchart { get; }

    public IEnumerable<FlowLine> Lines => _outbound.Values.SelectMany(l => l);

    public List<FlowLine> Outbound(CompiledActivity activity) => _outbound.GetValueOrDefault(activity, None);

    /// <summary>The lines that lead forward to an activity.</summary>
    public List<FlowLine> Inbound(CompiledActivity activity) => _inbound.GetValueOrDefault(activity, None);

    public bool IsReachable(CompiledActivity activity) => activity == _start || Inbound(activity).Count > 0;

    public bool IsAncestor(CompiledActivity candidate, CompiledActivity of) => _ancestors.GetOrAdd(of, FindAncestors).Contains(candidate);

    /// <summary>The activities on the ways that lead forward from one activity to another, both included.</summary>
    public List<CompiledActivity> Between(CompiledActivity first, CompiledActivity last)
    {
        var before = FindAncestors(last);
        return [.. before.Where(a => a == first || IsAncestor(first, a)), last];
    }

    /// <summary>Breadth first from the start; a line that would close a circle leads back.</summary>
    private void FindForwardLines(CompiledActivity start)
    {
        var forward = new Dictionary<CompiledActivity, List<CompiledActivity>>();
        var ordered = new List<FlowLine>();
        var seenEdges = new HashSet<(CompiledActivity, CompiledActivity)>();
        var visited = new HashSet<CompiledActivity>();
        var open = new Queue<CompiledActivity>();
        open.Enqueue(start);
        while (open.TryDequeue(out var source))
        {
            if (!visited.Add(source))
            {
                continue;
            }

            foreach (var target in Outbound(source).Select(l => l.Target).Distinct())
            {
                if (HasPath(forward, target, source) || !seenEdges.Add((source, target)))
                {
                    continue;
                }

                Add(forward, source, target);
                ordered.AddRange(Outbound(source).Where(l => l.Target == target));
                if (!visited.Contains(target))
                {
                    open.Enqueue(target);
                }
            }
        }

        foreach (var line in ordered)
        {
            line.IsForward = true;
            Add(_inbound, line.Target, line);
        }
    }

    private static bool HasPath(Dictionary<CompiledActivity, List<CompiledActivity>> edges, CompiledActivity from, CompiledActivity to)
    {
        if (from == to)
        {
            return true;
        }

        if (!edges.ContainsKey(from))
        {
            return false;
        }

        var visited = new HashSet<CompiledActivity>();
        var open = new Stack<CompiledActivity>();
        open.Push(from);
        while (open.TryPop(out var current))
        {
            if (current == to)
            {
                return true;
            }

            if (visited.Add(current) && edges.TryGetValue(current, out var next))
            {
                next.ForEach(open.Push);
            }
        }

        return false;
    }

    /// <summary>A line may lead back to an activity only if nothing can come to its source from the start except through that activity.</summary>
    private void FindInvalidBackwardLines()
    {
        foreach (var line in Lines.Where(l => !l.IsForward))
        {
            line.IsValid = !ReachesStartWithout(line.Source, line.Target);
        }
    }

    private bool ReachesStartWithout(CompiledActivity source, CompiledActivity avoided)
    {
        var visited = new HashSet<CompiledActivity>();
        var open = new Stack<CompiledActivity>();
        open.Push(source);
        while (open.TryPop(out var current))
        {
            if (current == avoided || !visited.Add(current))
            {
                continue;
            }

            if (current == _start)
            {
                return true;
            }

            Inbound(current).ForEach(l => open.Push(l.Source));
        }

        return false;
    }

    private HashSet<CompiledActivity> FindAncestors(CompiledActivity activity)
    {
        var ancestors = new HashSet<CompiledActivity>();
        var open = new Queue<CompiledActivity>();
        open.Enqueue(activity);
        while (open.TryDequeue(out var current))
        {
            foreach (var line in Inbound(current))
            {
                if (ancestors.Add(line.Source))
                {
                    open.Enqueue(line.Source);
                }
            }
        }

        return ancestors;
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        list.Add(value);
    }
}

/// <summary>A line of a flowchart between two compiled activities.</summary>
internal sealed class FlowLine(Connection connection, CompiledActivity source, CompiledActivity target)
{
    public Connection Connection { get; } = connection;

    public string Key { get; } = connection.Key;

    public string Port { get; } = connection.SourcePort;

    public CompiledActivity Source { get; } = source;

    public CompiledActivity Target { get; } = target;

    public bool IsForward { get; set; }

    public bool IsValid { get; set; }
}
