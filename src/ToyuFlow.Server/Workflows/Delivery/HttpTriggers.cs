using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Workflows.Delivery;

/// <summary>A request to a path of the service starts the definitions that listen there, and resumes the instances that wait there.</summary>
public sealed class HttpTriggers(Step step, WorkflowHost host, InstanceStore store, PublishedTriggers triggers)
{
    private const string RequestKey = "__HttpRequest";

    /// <param name="correlationId">Only instances with this correlation id are resumed, if it is given.</param>
    /// <returns>The instances that took it; none when nobody listens.</returns>
    public async Task<List<Guid>> ReceiveAsync(string path, string method, string? correlationId, JsonObject request, CancellationToken cancellationToken)
    {
        var key = path.Trim('/').ToLowerInvariant();
        Dictionary<string, JsonNode?> Input() => new() { [RequestKey] = request.DeepClone() };
        var taken = new List<Guid>();
        foreach (var (versionId, trigger) in triggers.Of(BookmarkKinds.HttpEndpoint).Where(t => t.Trigger.Name == key && t.Trigger.Methods.Contains(method)))
        {
            if (await host.TriggerAsync(versionId, trigger.ActivityId, correlationId, Input(), cancellationToken) is { } started)
            {
                taken.Add(started);
            }
        }

        foreach (var (instanceId, bookmarkId) in Waiting(key, method, correlationId))
        {
            await host.ResumeAsync(instanceId, bookmarkId, Input(), cancellationToken);
            taken.Add(instanceId);
        }

        return taken;
    }

    private List<(Guid, Guid)> Waiting(string path, string method, string? correlationId)
    {
        var rows = step.Sql.List(
            "select instance_id, id from bookmark where tenant_id = @tenant and kind = @kind and name = @path order by id", row => (Instance: row.GetGuid(0), Bookmark: row.GetGuid(1)),
            ("tenant", step.TenantId), ("kind", BookmarkKinds.HttpEndpoint), ("path", path));
        return [.. rows.Where(r => store.Load(r.Instance).State is var state
            && (correlationId is null || state.CorrelationId == correlationId)
            && state.Bookmarks.FirstOrDefault(b => b.Id == r.Bookmark.ToString())?.Payload["Methods"] is JsonArray methods && methods.Any(m => m?.ToString() == method))];
    }
}
