using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows;

/// <summary>The way that an instance has gone through its flowchart, read from its journal.</summary>
public sealed class FlowTrace
{
    private readonly Dictionary<string, JournalEntry> _last = [];
    private readonly HashSet<Connection> _taken = [];
    private readonly HashSet<string> _reachable = [];
    private readonly bool _isRunning;

    private FlowTrace(bool isRunning) => _isRunning = isRunning;

    public static FlowTrace Of(IEnumerable<JournalEntry> journal, IReadOnlyList<Connection> connections, bool isRunning)
    {
        var trace = new FlowTrace(isRunning);
        var exits = new List<(string Activity, HashSet<string> Ports)>();
        foreach (var entry in journal)
        {
            trace._last[entry.ActivityId] = entry;
            if (entry.Event == JournalEvents.Completed)
            {
                exits.Add((entry.ActivityId, Ports(entry)));
            }
        }

        foreach (var (activity, ports) in exits)
        {
            trace._taken.UnionWith(connections.Where(c => c.SourceId == activity && ports.Contains(c.SourcePort) && trace._last.ContainsKey(c.TargetId)));
        }

        trace.Reach(connections);
        return trace;
    }

    public bool IsTaken(Connection connection) => _taken.Contains(connection);

    public DateTimeOffset? LastAt(string activityId) => _last.TryGetValue(activityId, out var entry) ? entry.At : null;

    public FlowNodeState StateOf(string activityId) => _last.TryGetValue(activityId, out var entry)
        ? entry.Event switch
        {
            JournalEvents.Completed => FlowNodeState.Done,
            // Given up on the way back to an earlier step: its turn comes again.
            JournalEvents.Canceled => _isRunning && _reachable.Contains(activityId) ? FlowNodeState.Waiting : FlowNodeState.Skipped,
            _ => _isRunning ? FlowNodeState.Current : FlowNodeState.Skipped,
        }
        : _isRunning && _reachable.Contains(activityId) ? FlowNodeState.Waiting : FlowNodeState.Skipped;

    private static HashSet<string> Ports(JournalEntry entry) => entry.Data?["Outcomes"] is System.Text.Json.Nodes.JsonArray outcomes
        ? outcomes.Select(o => o?.ToString() ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase)
        : new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Done" };

    /// <summary>What can still come: everything on a way from where the instance stands.</summary>
    private void Reach(IReadOnlyList<Connection> connections)
    {
        var outgoing = connections.ToLookup(c => c.SourceId, c => c.TargetId);
        var open = new Queue<string>(_last.Where(l => l.Value.Event is not (JournalEvents.Completed or JournalEvents.Canceled)).Select(l => l.Key));
        while (open.TryDequeue(out var id))
        {
            foreach (var next in outgoing[id].Where(_reachable.Add))
            {
                open.Enqueue(next);
            }
        }
    }
}
