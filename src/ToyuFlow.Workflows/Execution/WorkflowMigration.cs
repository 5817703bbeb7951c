using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Moves a running instance to another version of its definition.</summary>
/// <remarks>Nothing runs while it is moved: it goes on waiting for what it waited for, in the same runs of the same activities.</remarks>
public static class WorkflowMigration
{
    /// <summary>Says whether an instance can be moved, why not, and what it keeps.</summary>
    /// <param name="state">The instance. It is not changed.</param>
    /// <param name="from">The version that it runs on.</param>
    /// <param name="to">The version to move it to.</param>
    /// <returns>The verdict.</returns>
    public static MigrationVerdict Check(WorkflowState state, WorkflowGraph from, WorkflowGraph to)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var reasons = new List<string>();
        if (state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            reasons.Add("已经结束。");
        }

        if (from.Definition.DefinitionId != to.Definition.DefinitionId)
        {
            reasons.Add($"不是同一个流程：{from.Definition.DefinitionId} 与 {to.Definition.DefinitionId}。");
        }

        foreach (var instance in state.Instances.Where(i => i.Parent is not null && !i.IsClosed))
        {
            reasons.AddRange(Activity(state, instance, from, to));
        }

        return new MigrationVerdict(reasons.Count == 0, [.. reasons.Distinct()], reasons.Count == 0 ? Kept(state, to) : []);
    }

    /// <summary>Moves an instance for which <see cref="Check"/> said that it can be moved.</summary>
    /// <param name="state">The instance; it is changed.</param>
    /// <param name="to">The version to move it to.</param>
    public static void Apply(WorkflowState state, WorkflowGraph to)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(to);
        (state.DefinitionVersionId, state.DefinitionVersion) = (to.Definition.Id, to.Definition.Version);
        foreach (var instance in state.Instances)
        {
            if (instance.Flow is { } flow && to.Find(instance.ActivityId) is { } flowchart)
            {
                var lines = flowchart.Node.Connections.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
                foreach (var gone in flow.LineVisits.Keys.Where(k => !lines.Contains(k)).ToList())
                {
                    flow.LineVisits.Remove(gone);
                }

                flow.FollowedIntoJoins.IntersectWith(lines);
            }
        }
    }

    private static IEnumerable<string> Activity(WorkflowState state, ActivityInstance instance, WorkflowGraph from, WorkflowGraph to)
    {
        var (was, now) = (from.Find(instance.ActivityId), to.Find(instance.ActivityId));
        if (now is null)
        {
            return [$"正在“{Title(was, instance)}”，新版本没有这个活动。"];
        }

        if (was is not null && was.Node.Type != now.Node.Type)
        {
            return [$"正在“{Title(was, instance)}”，新版本中它的类型由 {was.Node.Type} 变为 {now.Node.Type}。"];
        }

        if (now.Parent?.Key != instance.Parent!.ActivityId)
        {
            return [$"正在“{Title(was, instance)}”，新版本中它在另一个容器里。"];
        }

        return now.Flow is null || was is null ? [] : Passed(state, instance, was, now);
    }

    /// <summary>
    /// What lies ahead waits for all lines that lead to it. A new one that begins where the instance can no longer come would never be visited, and
    /// one that is gone may have been the last that was waited for.
    /// </summary>
    private static IEnumerable<string> Passed(WorkflowState state, ActivityInstance flowchart, CompiledActivity was, CompiledActivity now)
    {
        var graph = now.Flow!.For(state.TriggerActivityId);
        var open = now.Members.Where(m => state.Instances.Exists(i => i.Parent == flowchart && i.ActivityId == m.Key && !i.IsClosed)).ToList();
        bool IsAhead(CompiledActivity activity) => open.Contains(activity) || open.Exists(o => graph.IsAncestor(o, activity));
        var known = was.Node.Connections.Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var target in now.Members)
        {
            var inbound = graph.Inbound(target);
            var waited = flowchart.Flow?.LineVisits.Keys.Where(k => k.Contains($"->{target.Id}:", StringComparison.Ordinal)).ToList() ?? [];
            if (waited.Count > 0 && !open.Contains(target) && !inbound.Exists(l => IsAhead(l.Source)))
            {
                yield return $"“{target.Id}”正在等待汇合，新版本中等不到别的分支。";
            }

            foreach (var line in IsAhead(target) && !open.Contains(target) ? inbound.Where(l => !known.Contains(l.Key) && !IsAhead(l.Source)) : [])
            {
                yield return $"新版本的连线 {line.Source.Id}—{line.Port}→{target.Id} 从已经走过的活动出发，走不到。";
            }
        }
    }

    private static List<string> Kept(WorkflowState state, WorkflowGraph to)
    {
        var kept = state.OpenBookmarks.ConvertAll(b => $"等待“{to.FindActivity(b.ActivityId)?.DisplayText ?? b.ActivityId}”：任务、承办人{(b.DueAt is null ? "" : "、到期时间")}和计时不变");
        kept.AddRange(state.OpenIncidents.Select(i => $"未处理的异常“{to.FindActivity(i.ActivityId)?.DisplayText ?? i.ActivityId}”"));
        var names = to.Definition.Variables.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        kept.Add($"变量 {state.Variables.Keys.Count(names.Contains)} 个");
        kept.AddRange(state.Variables.Keys.Where(n => !names.Contains(n)).Select(n => $"新版本没有的变量“{n}”保留但不再使用"));
        kept.AddRange(names.Where(n => !state.Variables.ContainsKey(n)).Select(n => $"新变量“{n}”取默认值"));
        return kept;
    }

    private static string Title(CompiledActivity? activity, ActivityInstance instance) => activity?.Node.DisplayText ?? activity?.Node.Name ?? instance.ActivityId;
}

/// <summary>Whether an instance can be moved to another version.</summary>
/// <param name="IsPossible">Whether it can.</param>
/// <param name="Reasons">Why it cannot, in Chinese.</param>
/// <param name="Kept">What stays as it is, in Chinese, when it can.</param>
public sealed record MigrationVerdict(bool IsPossible, IReadOnlyList<string> Reasons, IReadOnlyList<string> Kept);
