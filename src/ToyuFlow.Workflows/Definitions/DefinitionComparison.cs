using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>Tells in words what is different between two versions of a definition. Where boxes stand in the picture is no difference.</summary>
public static class DefinitionComparison
{
    private static readonly HashSet<string> Elsewhere = ["id", "nodeId", "metadata", "activities", "connections", "variables"];

    /// <summary>Compares two definitions.</summary>
    /// <param name="before">The older.</param>
    /// <param name="after">The newer.</param>
    /// <returns>The differences: of the definition itself, then of activities and lines in the order of the newer, then what is gone.</returns>
    public static IReadOnlyList<DefinitionChange> Compare(WorkflowDefinition before, WorkflowDefinition after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<DefinitionChange>();
        foreach (var name in new[] { "name", "description", "inputs", "outputs", "outcomes", "options" })
        {
            Property(changes, null, name, before.Json[name], after.Json[name]);
        }

        Variables(changes, null, before.Variables, after.Variables);
        var old = before.Root.SelfAndDescendants().DistinctBy(n => n.Id).ToDictionary(n => n.Id, StringComparer.Ordinal);
        var now = after.Root.SelfAndDescendants().DistinctBy(n => n.Id).ToDictionary(n => n.Id, StringComparer.Ordinal);
        foreach (var node in now.Values)
        {
            if (old.TryGetValue(node.Id, out var was))
            {
                Activity(changes, was, node);
            }
            else
            {
                changes.Add(new DefinitionChange(ChangeKind.Added, node.Id, $"新增活动“{Title(node)}”（{node.Type}）"));
                Lines(changes, node.Id, [], node.Connections);
            }
        }

        changes.AddRange(old.Values.Where(n => !now.ContainsKey(n.Id)).Select(n => new DefinitionChange(ChangeKind.Removed, n.Id, $"删除活动“{Title(n)}”（{n.Type}）")));
        return changes;
    }

    private static void Activity(List<DefinitionChange> changes, ActivityNode was, ActivityNode node)
    {
        if (Outer(was) != Outer(node))
        {
            changes.Add(new DefinitionChange(ChangeKind.Changed, node.Id, $"活动“{Title(node)}”移到了另一个容器中"));
        }

        foreach (var name in was.Json.Select(p => p.Key).Union(node.Json.Select(p => p.Key)).Where(n => !Elsewhere.Contains(n) && !was.Ports.ContainsKey(n) && !node.Ports.ContainsKey(n)))
        {
            Property(changes, node, name, was.Json[name], node.Json[name]);
        }

        if (was.DisplayText != node.DisplayText)
        {
            changes.Add(new DefinitionChange(ChangeKind.Changed, node.Id, $"活动“{node.Id}”的显示名由“{was.DisplayText}”改为“{node.DisplayText}”"));
        }

        Variables(changes, node.Id, was.Variables, node.Variables);
        Lines(changes, node.Id, was.Connections, node.Connections);
    }

    private static string Outer(ActivityNode node) => node.NodeId[..Math.Max(0, node.NodeId.LastIndexOf(':'))];

    private static void Property(List<DefinitionChange> changes, ActivityNode? node, string name, JsonNode? was, JsonNode? now)
    {
        if (!JsonNode.DeepEquals(was, now))
        {
            changes.Add(new DefinitionChange(ChangeKind.Changed, node?.Id, $"{(node is null ? "流程" : $"活动“{Title(node)}”")}的 {name} 由 {Show(was)} 改为 {Show(now)}"));
        }
    }

    private static void Variables(List<DefinitionChange> changes, string? activityId, IReadOnlyList<VariableDefinition> was, IReadOnlyList<VariableDefinition> now)
    {
        foreach (var variable in now)
        {
            var old = was.FirstOrDefault(v => v.Id == variable.Id);
            if (old is null)
            {
                changes.Add(new DefinitionChange(ChangeKind.Added, activityId, $"新增变量“{variable.Name}”（{variable.TypeName}）"));
            }
            else if (old.Name != variable.Name || old.TypeName != variable.TypeName || old.IsPersisted != variable.IsPersisted || !JsonNode.DeepEquals(old.Default, variable.Default))
            {
                changes.Add(new DefinitionChange(ChangeKind.Changed, activityId, $"变量“{old.Name}”（{old.TypeName}，{Show(old.Default)}）改为“{variable.Name}”（{variable.TypeName}，{Show(variable.Default)}）"));
            }
        }

        changes.AddRange(was.Where(v => now.All(n => n.Id != v.Id)).Select(v => new DefinitionChange(ChangeKind.Removed, activityId, $"删除变量“{v.Name}”")));
    }

    private static void Lines(List<DefinitionChange> changes, string flowchartId, IReadOnlyList<Connection> was, IReadOnlyList<Connection> now)
    {
        var (old, current) = (was.Select(Show).ToHashSet(StringComparer.Ordinal), now.Select(Show).ToHashSet(StringComparer.Ordinal));
        changes.AddRange(now.Where(c => !old.Contains(Show(c))).Select(c => new DefinitionChange(ChangeKind.Added, flowchartId, $"新增连线 {Show(c)}")));
        changes.AddRange(was.Where(c => !current.Contains(Show(c))).Select(c => new DefinitionChange(ChangeKind.Removed, flowchartId, $"删除连线 {Show(c)}")));
    }

    private static string Show(Connection line) => $"{line.SourceId}—{line.SourcePort}→{line.TargetId}";

    private static string Title(ActivityNode node) => node.DisplayText ?? node.Name ?? node.Id;

    /// <summary>An expression by what it says, everything else as it is; long ones only by their beginning.</summary>
    private static string Show(JsonNode? value)
    {
        var shown = (value as JsonObject)?["expression"]?["value"] ?? value;
        var text = shown is null ? "空" : shown.GetValueKind() == JsonValueKind.String ? $"“{shown.GetValue<string>()}”" : shown.ToJsonString(ValueConversion.Compact);
        return text.Length > 120 ? $"{text[..120]}…" : text;
    }
}

/// <summary>One difference between two versions.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="ActivityId">The activity, or the flowchart of the line; null for the definition itself.</param>
/// <param name="Text">The difference in words.</param>
public sealed record DefinitionChange(ChangeKind Kind, string? ActivityId, string Text);

/// <summary>What happened to a part of a definition.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is different.</summary>
    Changed
}
