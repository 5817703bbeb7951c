using System.Text.Json.Nodes;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Designer.Palette;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Plays a definition in memory: which way a case would go, who would get it, and until when.</summary>
public sealed class Simulation(ActivityCatalog catalog, TimeProvider time, InstanceFlow flow, Choices choices, PackCatalog packs, WorkingCalendar calendar)
{
    /// <param name="chosen">Results in order, each as activity id and outcome with a colon between.</param>
    public async Task<SimulationView> PlayAsync(DefinitionText definition, string tenantId, IReadOnlyList<string> chosen, CancellationToken cancellationToken)
    {
        var simulation = await RunEndpoints.StartAsync(definition, catalog, time, [], cancellationToken);
        var main = simulation.Instances[0];
        foreach (var choice in chosen)
        {
            if (choice.Split(':', 2) is [var activity, var outcome] && main.State.Bookmarks.FirstOrDefault(b => b.ActivityId == activity) is { } bookmark)
            {
                await simulation.StimulateAsync(main, new ResumeBookmark(bookmark.Id, new Dictionary<string, JsonNode?> { ["RunTaskInput"] = new JsonObject { ["outcome"] = outcome, ["action"] = outcome } }), cancellationToken);
            }
        }

        var root = main.Graph.Definition.Root;
        var nodes = root.SelfAndDescendants().ToDictionary(n => n.Id);
        return new SimulationView(
            Draw(main.Graph.Definition, main.Journal, main.State.Status == WorkflowStatus.Running),
            [.. main.State.Bookmarks.Where(b => nodes.ContainsKey(b.ActivityId)).Select(b => Waits(nodes[b.ActivityId], main.Graph.Definition, tenantId))],
            [.. main.Journal.Where(e => nodes.ContainsKey(e.ActivityId) && e.ActivityId != root.Id && e.Event is JournalEvents.Completed or JournalEvents.Faulted)
                .Select(e => new SimulatedStep(Label(nodes[e.ActivityId]), Exit(e, main.Graph.Definition), e.Event == JournalEvents.Faulted))],
            main.State.Status != WorkflowStatus.Running,
            [.. main.State.Incidents.Select(i => i.Message)]);
    }

    private FlowPicture Draw(WorkflowDefinition definition, IEnumerable<JournalEntry> journal, bool isRunning)
    {
        var picture = flow.Draw(definition);
        var trace = FlowTrace.Of(journal, definition.Root.Connections, isRunning);
        return picture with
        {
            Nodes = [.. picture.Nodes.Select(n => n with { State = trace.StateOf(n.Id) })],
            Connections = picture.Connections.Count == definition.Root.Connections.Count
                ? [.. picture.Connections.Zip(definition.Root.Connections, (drawn, line) => drawn with { IsTaken = trace.IsTaken(line) })]
                : picture.Connections,
        };
    }

    private SimulatedWait Waits(ActivityNode node, WorkflowDefinition definition, string tenantId)
    {
        string? Literal(string input) => node.Json[input]?["expression"] is { } expression && expression["type"]?.ToString() is "Literal" or null ? node.Json[input]?["expression"]?["value"]?.ToString() : null;
        string Named(string list, string? value) => value is null or "" ? "" : choices.Of(list, tenantId).FirstOrDefault(c => c.Value == value)?.Text ?? value;
        var words = InstanceFlow.Exits(definition, node.Id).ToDictionary(e => e.Port, e => e.Words);
        var ports = catalog.Find(node.Type, node.Version)?.Ports.Of(node) ?? ["Done"];
        return new SimulatedWait(
            node.Id, Label(node), string.Join(" · ", new[] { Named("roles", Literal("role")), Named("posts", Literal("post")) }.Where(t => t.Length > 0)), Deadline(Literal("limit"), tenantId),
            [.. ports.Select(p => (p, words.GetValueOrDefault(p, "继续") is var word && word != "继续" ? word : PaletteFile.Instance.Ports.GetValueOrDefault(p, p)))]);
    }

    private string Deadline(string? code, string tenantId)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return "";
        }

        try
        {
            var limit = packs[tenantId].WorkingLimit(code);
            return $"{limit}（{BeijingTime.Of(calendar.Due(time.GetUtcNow(), limit).At):M月d日}前）";
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return error.Message;
        }
    }

    private static string Exit(JournalEntry entry, WorkflowDefinition definition) => entry.Data?["Outcomes"] is JsonArray outcomes
        ? string.Join("、", InstanceFlow.Exits(definition, entry.ActivityId).Where(e => e.Words != "继续" && outcomes.Any(o => o?.ToString() == e.Port)).Select(e => e.Words))
        : "";

    private static string Label(ActivityNode node) => node.DisplayText ?? node.Name ?? node.Id;
}

public sealed record SimulationView(FlowPicture Picture, IReadOnlyList<SimulatedWait> Waits, IReadOnlyList<SimulatedStep> Steps, bool IsFinished, IReadOnlyList<string> Incidents);

/// <param name="Deadline">The limit in words and its last day, reckoned from now.</param>
public sealed record SimulatedWait(string ActivityId, string Name, string Who, string Deadline, IReadOnlyList<(string Port, string Words)> Results);

public sealed record SimulatedStep(string Name, string Result, bool IsFault);
