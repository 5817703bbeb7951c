using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows.Delivery;

/// <summary>Carries out what other steps have set off. Each runs in the step that removes its row; what has become pointless meanwhile changes nothing.</summary>
public sealed class Deliveries(Step step, WorkflowHost host, InstanceStore store, FollowUps followUps, PublishedTriggers triggers)
{
    private const string PayloadKey = "__EventPayloadWorkflowInput";

    /// <summary>Finds who waits for an event and what it starts; each of them goes on in a step of its own.</summary>
    public void Event(JsonObject message)
    {
        var (name, correlation, instance) = (message["name"]!.GetValue<string>(), message["correlation"]?.GetValue<string>(), message["instance"]?.GetValue<string>());
        var input = new JsonObject { [PayloadKey] = message["payload"]?.DeepClone() };
        foreach (var (waiting, bookmark) in Waiting(name, correlation, instance))
        {
            followUps.ResumeLater(waiting, bookmark, input.DeepClone().AsObject());
        }

        foreach (var (versionId, trigger) in instance is null ? triggers.Of(BookmarkKinds.Event).Where(t => t.Trigger.Name == name) : [])
        {
            followUps.StartLater(versionId, trigger.ActivityId, correlation, input.DeepClone().AsObject());
        }
    }

    public Task ResumeAsync(Guid bookmarkId, JsonObject message, CancellationToken cancellationToken) =>
        IsOpen(bookmarkId) ? host.ResumeAsync(Guid.Parse(message["instance"]!.GetValue<string>()), bookmarkId, Values(message["input"]), cancellationToken) : Task.CompletedTask;

    public Task StartAsync(Guid versionId, JsonObject message, CancellationToken cancellationToken) =>
        host.TriggerAsync(versionId, message["activity"]!.GetValue<string>(), message["correlation"]?.GetValue<string>(), Values(message["input"]), cancellationToken);

    public async Task ChildAsync(Guid instanceId, JsonObject message, CancellationToken cancellationToken)
    {
        var (child, caseId) = FollowUps.Unpack(instanceId, message);
        var isWanted = step.Sql.Scalar<string>("select sub_status from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", Guid.Parse(child.ParentInstanceId))) != nameof(WorkflowSubStatus.Cancelled);
        if (isWanted)
        {
            await host.StartChildAsync(child, caseId, cancellationToken);
        }
    }

    /// <summary>Tells a parent that waits that its child has ended.</summary>
    public async Task EndedAsync(Guid childId, JsonObject message, CancellationToken cancellationToken)
    {
        var (parentId, bookmarkId) = (Guid.Parse(message["parent"]!.GetValue<string>()), message["bookmark"]!.GetValue<string>());
        if (!IsOpen(Guid.Parse(bookmarkId)) || store.Load(parentId).State.Bookmarks.FirstOrDefault(b => b.Id == bookmarkId) is not { } waiting)
        {
            return;
        }

        var child = store.Load(childId).State;
        await host.ResumeAsync(parentId, Guid.Parse(bookmarkId), ChildReport.InputFor(waiting, child), cancellationToken);
    }

    public async Task RetryAsync(Guid incidentId, JsonObject message, CancellationToken cancellationToken)
    {
        if (step.Sql.Scalar<long>("select count(*) from incident where tenant_id = @tenant and id = @id and resolved_at is null", ("tenant", step.TenantId), ("id", incidentId)) == 1)
        {
            await host.RetryAsync(Guid.Parse(message["instance"]!.GetValue<string>()), incidentId, cancellationToken);
        }
    }

    private bool IsOpen(Guid bookmarkId) =>
        step.Sql.Scalar<long>("select count(*) from bookmark where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", bookmarkId)) == 1;

    private List<(Guid Instance, Guid Bookmark)> Waiting(string name, string? correlation, string? instance)
    {
        var rows = instance is null
            ? step.Sql.List("select instance_id, id from bookmark where tenant_id = @tenant and kind = @kind and name = @name order by id", row => (row.GetGuid(0), row.GetGuid(1)), ("tenant", step.TenantId), ("kind", BookmarkKinds.Event), ("name", name))
            : step.Sql.List("select instance_id, id from bookmark where tenant_id = @tenant and instance_id = @instance and kind = @kind and name = @name order by id", row => (row.GetGuid(0), row.GetGuid(1)), ("tenant", step.TenantId), ("instance", Guid.Parse(instance)), ("kind", BookmarkKinds.Event), ("name", name));
        return correlation is null ? rows : [.. rows.Where(r => Correlation(r.Item1) == correlation)];
    }

    private string? Correlation(Guid instanceId) =>
        WorkflowState.FromJson(step.Sql.Scalar<string>("select state from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", instanceId))!).CorrelationId;

    private static Dictionary<string, JsonNode?> Values(JsonNode? input) => (input as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.DeepClone());
}
