using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows.Delivery;

/// <summary>
/// What a step of an instance sets off in others, each to be a step of its own: rows of the timer table, due at once and written with the step.
/// So nothing follows from what was rolled back, and after a crash each still follows once.
/// </summary>
public sealed class FollowUps(Step step, Timers timers)
{
    public const string Event = "workflow.event";
    public const string Child = "workflow.child";
    public const string Ended = "workflow.ended";
    public const string Retry = "workflow.retry";
    public const string Resume = "workflow.resume";
    public const string Start = "workflow.start";
    public const string Request = "workflow.request";

    /// <summary>The kind of the row that ties an instance to the one that started it.</summary>
    public const string ChildOf = "ChildOf";

    public void Write(LoadedInstance instance, StepResult result, string? waitingParent)
    {
        foreach (var published in result.Events)
        {
            timers.Set(Event, instance.Id, step.Now, new JsonObject
            {
                ["name"] = published.Name,
                ["payload"] = published.Payload?.DeepClone(),
                ["correlation"] = published.CorrelationId,
                ["instance"] = published.InstanceId,
            });
        }

        foreach (var child in result.Children)
        {
            timers.Set(Child, Guid.Parse(child.InstanceId), step.Now, Pack(child, instance.CaseId));
        }

        foreach (var incident in result.IncidentsRaised.Where(i => i.RetryAt is not null))
        {
            timers.Set(Retry, Guid.Parse(incident.Id), incident.RetryAt!.Value, new() { ["instance"] = instance.Id.ToString() });
        }

        foreach (var request in result.BookmarksCreated.Where(b => b.Kind == BookmarkKinds.HttpRequest))
        {
            timers.Set(Request, Guid.Parse(request.Id), step.Now, new() { ["instance"] = instance.Id.ToString() });
        }

        if (waitingParent is not null)
        {
            timers.Set(Ended, instance.Id, step.Now, new() { ["parent"] = result.State.ParentInstanceId, ["bookmark"] = waitingParent });
        }
    }

    /// <summary>An instance goes on with what came for it.</summary>
    public void ResumeLater(Guid instanceId, Guid bookmarkId, JsonObject input) =>
        timers.Set(Resume, bookmarkId, step.Now, new() { ["instance"] = instanceId.ToString(), ["input"] = input });

    /// <summary>A new instance begins at one of its triggers.</summary>
    public void StartLater(Guid versionId, string activityId, string? correlationId, JsonObject input) =>
        timers.Set(Start, versionId, step.Now, new() { ["activity"] = activityId, ["correlation"] = correlationId, ["input"] = input });

    public void Forget(Guid incidentId) => timers.Remove(incidentId, Retry);

    /// <summary>Ties a child to its parent, so that it can be found when the parent is ended.</summary>
    public void Tie(Guid childId, string parentId) => step.Sql.Execute(
        "insert into bookmark (tenant_id, id, instance_id, kind, name, activity_id) values (@tenant, @id, @child, @kind, @parent, '')",
        ("tenant", step.TenantId), ("id", step.NewId()), ("child", childId), ("kind", ChildOf), ("parent", parentId));

    public void Untie(Guid childId) => step.Sql.Execute(
        "delete from bookmark where tenant_id = @tenant and instance_id = @child and kind = @kind", ("tenant", step.TenantId), ("child", childId), ("kind", ChildOf));

    public List<Guid> ChildrenOf(Guid parentId) => step.Sql.List(
        "select instance_id from bookmark where tenant_id = @tenant and kind = @kind and name = @parent", row => row.GetGuid(0),
        ("tenant", step.TenantId), ("kind", ChildOf), ("parent", parentId.ToString()));

    public static JsonObject Pack(ChildWorkflow child, Guid? caseId) => new()
    {
        ["definition"] = child.DefinitionId,
        ["input"] = new JsonObject([.. child.Input.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))]),
        ["correlation"] = child.CorrelationId,
        ["parent"] = child.ParentInstanceId,
        ["bookmark"] = child.ParentBookmarkId,
        ["depth"] = child.Depth,
        ["case"] = caseId?.ToString(),
    };

    public static (ChildWorkflow Child, Guid? CaseId) Unpack(Guid instanceId, JsonObject payload)
    {
        var input = payload["input"]!.AsObject().ToDictionary(p => p.Key, p => p.Value?.DeepClone());
        var child = new ChildWorkflow(instanceId.ToString(), payload["definition"]!.GetValue<string>(), input, payload["correlation"]?.GetValue<string>(), payload["parent"]!.GetValue<string>(), payload["bookmark"]?.GetValue<string>())
        {
            Depth = payload["depth"]!.GetValue<int>(),
        };
        return (child, payload["case"]?.GetValue<string>() is { } id ? Guid.Parse(id) : null);
    }
}
