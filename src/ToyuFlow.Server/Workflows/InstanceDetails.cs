using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Layout.FlowPictures;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows;

/// <summary>Where an instance stands and how it came there. Administrators look after the flow, not the case: values are shown by kind and size only.</summary>
public sealed class InstanceDetails(DatabaseReader reader, GraphCache graphs, InstanceFlow flow, InstanceList instances, IncidentList incidents)
{
    public InstanceView? Read(string tenantId, Guid id)
    {
        if (instances.Find(tenantId, id) is not { } instance)
        {
            return null;
        }

        return reader.Read(sql =>
        {
            var definition = graphs.Get(sql, tenantId, instance.DefinitionVersionId).Definition;
            var labels = definition.Root.SelfAndDescendants().ToDictionary(n => n.Id, n => n.DisplayText ?? n.Name ?? n.Id);
            string Label(string activityId) => labels.GetValueOrDefault(activityId, activityId);
            var state = WorkflowState.FromJson(sql.Scalar<string>("select state from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", tenantId), ("id", id))!);
            var steps = sql.List(
                "select revision, at, who, entries from journal_page where tenant_id = @tenant and instance_id = @id order by revision desc",
                row => new StepView(row.GetInt64(0), row.Instant(1), row.GetString(2), Lines(row.GetString(3), definition, Label)),
                ("tenant", tenantId), ("id", id));
            var notes = steps.SelectMany(s => s.Lines.Select(l => (l.ActivityId, Note: $"{s.Who} {Calendar.BeijingTime.Of(s.At):yyyy-MM-dd HH:mm}"))).Distinct().ToLookup(n => n.ActivityId, n => n.Note);
            return new InstanceView(
                instance,
                flow.Draw(sql, tenantId, id, instance.Name, notes),
                [.. state.Variables.Select(v => new MaskedValue(v.Key, Mask(v.Value)))],
                [.. state.Input.Select(v => new MaskedValue(v.Key, Mask(v.Value)))],
                [.. state.Bookmarks.Select(b => new WaitView(Label(b.ActivityId), b.CreatedAt, b.DueAt))],
                steps,
                incidents.OfInstance(tenantId, id));
        });
    }

    internal static string Mask(JsonNode? value) => value switch
    {
        null => "空",
        JsonObject item => $"对象（{item.Count} 项）",
        JsonArray list => $"列表（{list.Count} 项）",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => $"文本（{value.ToString().Length} 字）",
            JsonValueKind.Number => "数字",
            _ => "是否",
        },
    };

    /// <summary>What happened in one step, without what the steps read or wrote.</summary>
    private static List<StepLine> Lines(string entries, WorkflowDefinition definition, Func<string, string> label) =>
        [.. (JsonSerializer.Deserialize<List<JournalEntry>>(entries, JournalJson.Options) ?? [])
            .Where(e => e.ActivityId != definition.Root.Id && e.NodeId.Contains(':', StringComparison.Ordinal))
            .Select(e => new StepLine(e.ActivityId, label(e.ActivityId), Words(e.Event), Exit(e, definition)))];

    private static string Words(string what) => what switch
    {
        JournalEvents.Started => "开始",
        JournalEvents.Suspended => "等待",
        JournalEvents.Resumed => "继续",
        JournalEvents.Completed => "完成",
        JournalEvents.Canceled => "取消",
        JournalEvents.Faulted => "出错",
        _ => what,
    };

    private static string? Exit(JournalEntry entry, WorkflowDefinition definition) => entry.Event switch
    {
        JournalEvents.Faulted => entry.Data?["Message"]?.ToString(),
        JournalEvents.Completed when DecisionExplanation.Of(definition, entry, value => $"〔{Mask(value)}〕") is { } words => words,
        JournalEvents.Completed when entry.Data?["Outcomes"] is JsonArray outcomes =>
            string.Join("、", InstanceFlow.Exits(definition, entry.ActivityId).Where(e => e.Words != "继续" && outcomes.Any(o => o?.ToString() == e.Port)).Select(e => e.Words)),
        _ => null,
    };
}

public sealed record InstanceView(
    InstanceItem Instance, FlowPicture? Picture, IReadOnlyList<MaskedValue> Variables, IReadOnlyList<MaskedValue> Inputs, IReadOnlyList<WaitView> Waits,
    IReadOnlyList<StepView> Steps, IReadOnlyList<IncidentItem> Incidents);

public sealed record MaskedValue(string Name, string Shown);

public sealed record WaitView(string Activity, DateTimeOffset Since, DateTimeOffset? DueAt);

public sealed record StepView(long Number, DateTimeOffset At, string Who, IReadOnlyList<StepLine> Lines);

/// <param name="Event">In words, as a key of the texts.</param>
public sealed record StepLine(string ActivityId, string Activity, string Event, string? Note);
