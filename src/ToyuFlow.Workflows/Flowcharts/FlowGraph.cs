using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>The lines of a flowchart as seen from one start: which lead forward, which lead back, and who comes before whom.</summary>
internal sealed class FlowGraph
{
    private static readonly List<FlowLine> None = [];

    private readonly CompiledActivity[] _members;
    private readonly Dictionary<CompiledActivity, int> _index = [];
    private readonly List<FlowLine>[] _outbound;
    private readonly List<FlowLine>[] _inbound;

    /// <summary>Row by row, the activities that come before each activity.</summary>
    private readonly BitMatrix _before;
    private readonly int _start;

    /// <summary>Row by row, the activities that every way from the start to each activity passes.</summary>
    private BitMatrix? _through;

    public FlowGraph(CompiledActivity flowchart, CompiledActivity? start)
    {
        _members = [.. flowchart.Members.DistinctBy(m => m.Id)];
        var byId = new Dictionary<string, CompiledActivity>(StringComparer.Ordinal);
        for (var i = 0; i < _members.Length; i++)
        {
            _index[_members[i]] = i;
            byId[_members[i].Id] = _members[i];
        }

        _outbound = new List<FlowLine>[_members.Length];
        _inbound = new List<FlowLine>[_members.Length];
        _before = new BitMatrix(_members.Length);
        _start = start is null ? -1 : _index[start];
        foreach (var connection in flowchart.Node.Connections)
        {
            // Elsa lays the lines of an activity that it does not know aside.
            if (byId.TryGetValue(connection.SourceId, out var source) && source.Node.Type != UnknownActivity.TypeName && byId.TryGetValue(connection.TargetId, out var target))
            {
                (_outbound[_index[source]] ??= []).Add(new FlowLine(connection, source, target));
            }
        }

        if (start is not null)
        {
            FindForwardLines();
            FindValidBackwardLines();
        }
    }

    public IEnumerable<FlowLine> Lines => _outbound.Where(l => l is not null).SelectMany(l => l);

    public List<FlowLine> Outbound(CompiledActivity activity) => _index.TryGetValue(activity, out var place) ? _outbound[place] ?? None : None;

    /// <summary>The lines that lead forward to an activity.</summary>
    public List<FlowLine> Inbound(CompiledActivity activity) => _index.TryGetValue(activity, out var place) ? _inbound[place] ?? None : None;

    public bool IsReachable(CompiledActivity activity) => _index[activity] is var place && (place == _start || _inbound[place] is not null);

    public bool IsAncestor(CompiledActivity candidate, CompiledActivity of) => _index.TryGetValue(candidate, out var place) && _before[_index[of], place];

    /// <summary>Whether every way that leads forward from the start to an activity passes another.</summary>
    public bool AlwaysPasses(CompiledActivity activity, CompiledActivity other) => _through is { } through && through[_index[activity], _index[other]];

    /// <summary>The activities on the ways that lead forward from one activity to another, both included.</summary>
    public IEnumerable<CompiledActivity> Between(CompiledActivity first, CompiledActivity last)
    {
        var (from, to) = (_index[first], _index[last]);
        for (var i = 0; i < _members.Length; i++)
        {
            if (i == to || (_before[to, i] && (i == from || _before[i, from])))
            {
                yield return _members[i];
            }
        }
    }

    /// <summary>Breadth first from the start; a line that would close a circle leads back.</summary>
    private void FindForwardLines()
    {
        var edges = new HashSet<(int, int)>();
        var visited = new bool[_members.Length];
        var open = new Queue<int>();
        open.Enqueue(_start);
        while (open.TryDequeue(out var source))
        {
            if (visited[source])
            {
                continue;
            }

            visited[source] = true;
            foreach (var line in _outbound[source] ?? None)
            {
                var target = _index[line.Target];
                if (!edges.Contains((source, target)) && (target == source || _before[source, target]))
                {
                    continue;
                }

                line.IsForward = true;
                (_inbound[target] ??= []).Add(line);
                if (edges.Add((source, target)))
                {
                    Precede(source, target);
                }

                if (!visited[target])
                {
                    open.Enqueue(target);
                }
            }
        }
    }

    /// <summary>Notes that one activity, and all before it, come before another and all after that.</summary>
    private void Precede(int source, int target)
    {
        var open = new Stack<(int From, int To)>();
        open.Push((source, target));
        while (open.TryPop(out var edge))
        {
            if (!_before.Merge(edge.To, edge.From))
            {
                continue;
            }

            foreach (var line in _outbound[edge.To] ?? None)
            {
                if (line.IsForward)
                {
                    open.Push((edge.To, _index[line.Target]));
                }
            }
        }
    }

    /// <summary>A line may lead back to an activity only if nothing can come to its source from the start except through that activity.</summary>
    private void FindValidBackwardLines()
    {
        var through = _through = new BitMatrix(_members.Length);
        var known = new bool[_members.Length];
        foreach (var place in Enumerable.Range(0, _members.Length).Where(i => i == _start || _inbound[i] is not null).OrderBy(i => _before.Count(i)))
        {
            foreach (var line in _inbound[place] ?? None)
            {
                through.Intersect(place, _index[line.Source], isFirst: !known[place]);
                known[place] = true;
            }

            through[place, place] = true;
        }

        foreach (var line in Lines.Where(l => !l.IsForward))
        {
            var source = _index[line.Source];
            line.IsValid = (source != _start && _inbound[source] is null) || through[source, _index[line.Target]];
        }
    }
}

/// <summary>A line of a flowchart between two compiled activities.</summary>
internal sealed class FlowLine(Connection connection, CompiledActivity source, CompiledActivity target)
{
    public string Key { get; } = connection.Key;

    public string Port { get; } = connection.SourcePort;

    public CompiledActivity Source { get; } = source;

    public CompiledActivity Target { get; } = target;

    public bool IsForward { get; set; }

    public bool IsValid { get; set; }
}
