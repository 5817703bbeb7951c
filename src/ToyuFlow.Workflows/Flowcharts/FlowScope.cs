namespace ToyuFlow.Workflows.Flowcharts;

/// <summary>How often the lines and activities of one run of a flowchart have been visited; this is what makes a join wait.</summary>
internal sealed class FlowScope
{
    public Dictionary<string, long> ActivityVisits { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (long Count, bool Followed)> LineVisits { get; } = new(StringComparer.Ordinal);

    /// <summary>Of the lines into each join that was passed, those that were followed when it was passed last: needed to come to it again on a way back.</summary>
    public HashSet<string> FollowedIntoJoins { get; } = new(StringComparer.Ordinal);

    public void Visit(string activityId) => ActivityVisits[activityId] = Visits(activityId) + 1;

    public void Visit(FlowLine line, bool followed) => LineVisits[line.Key] = (Visits(line) + 1, followed);

    public bool AllVisited(List<FlowLine> inbound, string activityId)
    {
        var passed = Visits(activityId);
        foreach (var line in inbound)
        {
            if (Visits(line) <= passed)
            {
                return false;
            }
        }

        return true;
    }

    public bool AnyFollowed(List<FlowLine> inbound, string activityId)
    {
        var most = Most(inbound);
        if (most <= Visits(activityId))
        {
            return false;
        }

        foreach (var line in inbound)
        {
            if (LineVisits.TryGetValue(line.Key, out var visit) && visit.Count == most && visit.Followed)
            {
                return true;
            }
        }

        return false;
    }

    public bool AllFollowed(List<FlowLine> inbound, string activityId)
    {
        var most = Most(inbound);
        if (most <= Visits(activityId))
        {
            return false;
        }

        foreach (var line in inbound)
        {
            if (!LineVisits.TryGetValue(line.Key, out var visit) || visit.Count != most || !visit.Followed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Forgets what no longer makes a difference: counts are only ever compared among an activity and the lines that lead to it, so that equal ones
    /// may as well be zero. A state stays as small as what is under way, however much has been passed.
    /// </summary>
    public void Forget(string activityId, List<FlowLine> inbound)
    {
        var passed = Visits(activityId);
        foreach (var line in inbound)
        {
            if (Visits(line) != passed)
            {
                return;
            }
        }

        ActivityVisits.Remove(activityId);
        foreach (var line in inbound)
        {
            if (LineVisits.Remove(line.Key, out var visit) && inbound.Count > 1)
            {
                _ = visit.Followed ? FollowedIntoJoins.Add(line.Key) : FollowedIntoJoins.Remove(line.Key);
            }
        }
    }

    /// <summary>Whether the activity has gone on already for this visit of the line.</summary>
    public bool IsLate(FlowLine line) => Visits(line) <= Visits(line.Target.Id);

    /// <summary>Sets how often a line has been visited. Returns by how much that differs from before.</summary>
    public long Set(FlowLine line, long count, bool followed)
    {
        var before = Visits(line);
        if (count > 0)
        {
            LineVisits[line.Key] = (count, followed);
        }
        else
        {
            LineVisits.Remove(line.Key);
        }

        return count - before;
    }

    public bool IsFollowed(FlowLine line) => LineVisits.TryGetValue(line.Key, out var visit) ? visit.Followed : FollowedIntoJoins.Contains(line.Key);

    private long Most(List<FlowLine> inbound)
    {
        var most = 0L;
        foreach (var line in inbound)
        {
            most = Math.Max(most, Visits(line));
        }

        return most;
    }

    public long Visits(string activityId) => ActivityVisits.GetValueOrDefault(activityId);

    public long Visits(FlowLine line) => LineVisits.TryGetValue(line.Key, out var visit) ? visit.Count : 0;
}
