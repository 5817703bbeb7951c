using System.Text.Json;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows;

/// <summary>Draws the definition of an instance with the way that it has gone, from its journal: done, current, still to come, passed by.</summary>
public sealed class InstanceFlow(GraphCache graphs, ActivityCatalog catalog)
{
    private static readonly ILookup<string, string> NoNotes = Array.Empty<string>().ToLookup(n => n);

    /// <param name="notes">Who and when, by the activity's id; shown on hover.</param>
    public FlowPicture? Draw(Sql sql, string tenantId, Guid instanceId, string title, ILookup<string, string> notes)
    {
        var instance = sql.Single(
            "select definition_version_id, status from workflow_instance where tenant_id = @tenant and id = @id",
            row => Tuple.Create(row.GetGuid(0), row.GetString(1)),
            ("tenant", tenantId), ("id", instanceId));
        if (instance is null)
        {
            return null;
        }

        var root = graphs.Get(sql, tenantId, instance.Item1).Definition.Root;
        var connections = Connections(root);
        var trace = FlowTrace.Of(Journal(sql, tenantId, instanceId), connections, isRunning: instance.Item2 == nameof(WorkflowStatus.Running));
        return new FlowPicture(
            title,
            [.. root.Members.Select(node => Box(node, trace, notes))],
            [.. connections.Select(c => new FlowConnection(c.SourceId, c.TargetId, Words(root, c), trace.IsTaken(c)))]);
    }

    /// <summary>What the decisions on the way have read and chosen, in order; for those who may see the values.</summary>
    public IReadOnlyList<DecisionNote> Decisions(Sql sql, string tenantId, Guid instanceId)
    {
        if (sql.Single("select definition_version_id from workflow_instance where tenant_id = @tenant and id = @id", row => Tuple.Create(row.GetGuid(0)), ("tenant", tenantId), ("id", instanceId)) is not { } version)
        {
            return [];
        }

        var definition = graphs.Get(sql, tenantId, version.Item1).Definition;
        var labels = definition.Root.SelfAndDescendants().DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.DisplayText ?? n.Name ?? n.Id);
        return [.. Journal(sql, tenantId, instanceId).Select(e => (Entry: e, Words: DecisionExplanation.Of(definition, e))).Where(d => d.Words is not null)
            .Select(d => new DecisionNote(labels.GetValueOrDefault(d.Entry.ActivityId, d.Entry.ActivityId), d.Words!, d.Entry.At))];
    }

    /// <summary>The definition itself, with nobody on the way.</summary>
    public FlowPicture Draw(WorkflowDefinition definition)
    {
        var (root, trace) = (definition.Root, FlowTrace.Of([], [], isRunning: false));
        return new FlowPicture(
            definition.Name,
            [.. root.Members.Select(node => Box(node, trace, NoNotes) with { State = FlowNodeState.Waiting })],
            [.. Connections(root).Select(c => new FlowConnection(c.SourceId, c.TargetId, Words(root, c)))]);
    }

    /// <summary>The ways out of a step, with their words where they have any.</summary>
    public static IReadOnlyList<(string Port, string Words)> Exits(WorkflowDefinition definition, string activityId)
    {
        var exits = Connections(definition.Root).Where(c => c.SourceId == activityId).DistinctBy(c => c.SourcePort).Select(c => (c.SourcePort, Words(definition.Root, c) ?? "继续")).ToList();
        return exits.Count > 0 ? exits : [("Done", "继续")];
    }

    private static IReadOnlyList<Connection> Connections(ActivityNode root) => root.Connections.Count > 0 || root.Members.Count < 2
        ? root.Connections
        : [.. root.Members.Zip(root.Members.Skip(1), (from, to) => new Connection(from.Id, "Done", to.Id, "In"))];

    private static IEnumerable<JournalEntry> Journal(Sql sql, string tenantId, Guid instanceId) => sql.List(
        "select entries from journal_page where tenant_id = @tenant and instance_id = @instance order by revision",
        row => JsonSerializer.Deserialize<List<JournalEntry>>(row.GetString(0), JournalJson.Options) ?? [],
        ("tenant", tenantId), ("instance", instanceId)).SelectMany(page => page);

    private FlowNode Box(ActivityNode node, FlowTrace trace, ILookup<string, string> notes)
    {
        var (x, y, width, height) = node.Position ?? default;
        var note = notes[node.Id].ToList();
        return new FlowNode(
            node.Id, node.DisplayText ?? node.Name ?? node.Id, Kind(node), trace.StateOf(node.Id), x, y, width, height,
            note.Count > 0 ? string.Join("；", note) : trace.LastAt(node.Id) is { } at ? $"系统 {Calendar.BeijingTime.Of(at):yyyy-MM-dd HH:mm}" : null);
    }

    private FlowNodeKind Kind(ActivityNode node) => node.Type switch
    {
        "Elsa.Start" => FlowNodeKind.Start,
        "Elsa.End" or "Elsa.Finish" or "Elsa.Complete" => FlowNodeKind.End,
        "Elsa.FlowDecision" or "Elsa.FlowSwitch" or "Elsa.If" or "Elsa.Switch" => FlowNodeKind.Decision,
        "Elsa.FlowFork" or "Elsa.FlowJoin" => FlowNodeKind.Join,
        var type when catalog.Find(type, node.Version) is { MayWait: true, IsBuiltIn: var builtIn } => builtIn ? FlowNodeKind.Wait : FlowNodeKind.Task,
        _ => FlowNodeKind.Automatic,
    };

    /// <summary>The words of a way out: the label of its action, or yes and no; a technical name is left out.</summary>
    private static string? Words(ActivityNode root, Connection connection)
    {
        var source = root.Members.FirstOrDefault(m => m.Id == connection.SourceId);
        var actions = source?.Json["actions"]?["expression"]?["value"]?.ToString();
        if (actions is not null && Label(actions, connection.SourcePort) is { } label)
        {
            return label;
        }

        return connection.SourcePort switch
        {
            "True" => "是",
            "False" => "否",
            "Passed" => "合格",
            "Failed" => "不合格",
            var port when port.Any(c => c > 0x2E80) => port,
            _ => null,
        };
    }

    private static string? Label(string actions, string port)
    {
        try
        {
            using var json = JsonDocument.Parse(actions);
            return json.RootElement.ValueKind != JsonValueKind.Array ? null : json.RootElement.EnumerateArray()
                .Where(a => a.TryGetProperty("code", out var code) && code.GetString() == port)
                .Select(a => a.TryGetProperty("label", out var text) ? text.GetString() : null).FirstOrDefault();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Words">The condition with its values, and the way taken: 金额 12,000 &gt; 10,000 → 是.</param>
public sealed record DecisionNote(string Activity, string Words, DateTimeOffset At);
