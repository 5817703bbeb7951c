using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities.Timing;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Server.Workflows.Delivery;

/// <summary>What starts the published definitions of a county. Events and requests look here; times are rows of the timer table, armed when a version is published.</summary>
public sealed class PublishedTriggers(Step step, Timers timers, GraphCache graphs)
{
    public const string Timer = "workflow.trigger";

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    public List<(Guid VersionId, WorkflowTrigger Trigger)> Of(string kind) =>
        [.. Published().SelectMany(id => WorkflowTriggers.Of(graphs.Get(step.Sql, step.TenantId, id)).Where(t => t.Kind == kind).Select(t => (id, t)))];

    /// <summary>Sets the times of a version that is published now.</summary>
    public void Arm(Guid versionId)
    {
        foreach (var trigger in WorkflowTriggers.Of(graphs.Get(step.Sql, step.TenantId, versionId)).Where(t => t.Kind == BookmarkKinds.Timer))
        {
            Arm(versionId, trigger);
        }
    }

    public void Disarm(Guid versionId) => timers.Remove(versionId, Timer);

    /// <summary>Starts an instance at its time, and sets the next.</summary>
    public async Task FireAsync(WorkflowHost host, Guid versionId, JsonObject message, CancellationToken cancellationToken)
    {
        var activity = message["activity"]!.GetValue<string>();
        if (!Published().Contains(versionId) || WorkflowTriggers.Of(graphs.Get(step.Sql, step.TenantId, versionId)).FirstOrDefault(t => t.ActivityId == activity) is not { } trigger)
        {
            return;
        }

        await host.TriggerAsync(versionId, activity, null, new Dictionary<string, JsonNode?>(), cancellationToken);
        if (trigger.At is null)
        {
            Arm(versionId, trigger);
        }
    }

    private void Arm(Guid versionId, WorkflowTrigger trigger)
    {
        if (Next(trigger) is { } due)
        {
            timers.Set(Timer, versionId, due, new() { ["activity"] = trigger.ActivityId });
        }
    }

    private DateTimeOffset? Next(WorkflowTrigger trigger) => trigger switch
    {
        { At: { } at } => at > step.Now ? at : null,
        { Interval: { } interval } => step.Now + (interval < ShortestInterval ? ShortestInterval : interval),
        { Name: { } cron } => CronExpression.Parse(cron).Next(step.Now),
        _ => null,
    };

    private List<Guid> Published() => step.Sql.List(
        "select id from definition_version where tenant_id = @tenant and is_published = @yes order by definition_id", row => row.GetGuid(0), ("tenant", step.TenantId), ("yes", true));
}
