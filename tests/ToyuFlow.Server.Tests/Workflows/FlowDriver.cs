using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Tests.Workflows;

/// <summary>Publishes small definitions in the running server, and starts and moves their instances.</summary>
internal sealed class FlowDriver(ToyuFlowApp app)
{
    private const string Administrator = "luxian-system";

    public static JsonObject Activity(string id, string type, params (string Name, JsonNode? Value)[] properties) =>
        new([KeyValuePair.Create("id", (JsonNode?)id), KeyValuePair.Create("type", (JsonNode?)$"Elsa.{type}"), KeyValuePair.Create("version", (JsonNode?)1), .. properties.Select(p => KeyValuePair.Create(p.Name, p.Value))]);

    public static JsonObject Trigger(string id, string type, params (string Name, JsonNode? Value)[] properties)
    {
        var json = Activity(id, type, properties);
        json["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return json;
    }

    public static JsonObject Script(string source) => new() { ["typeName"] = "Object", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = source } };

    public static JsonObject Into(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    /// <summary>Publishes a sequence; it has a durable variable <c>r</c>.</summary>
    public Task PublishAsync(string id, params JsonNode[] activities) => PublishAsync(id, null, activities);

    public Task PublishAsync(string id, string? incidentStrategy, params JsonNode[] activities)
    {
        var json = new JsonObject
        {
            ["id"] = $"{id}-v1",
            ["definitionId"] = id,
            ["name"] = $"示例 {id}",
            ["version"] = 1,
            ["options"] = new JsonObject { ["incidentStrategyType"] = incidentStrategy },
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "r", ["name"] = "r", ["typeName"] = "Object", ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" }),
            ["root"] = Activity("root", "Sequence", ("activities", new JsonArray(activities))),
        };
        return app.AsAsync<DefinitionLibrary>(Administrator, (library, token) => library.PublishAsync(json.ToJsonString(), token));
    }

    public Task<Guid> StartAsync(string id) => app.AsAsync<WorkflowHost, Guid>(Administrator, (host, token) => host.StartAsync(id, null, [], token));

    public Task CompleteAsync(Guid instanceId, string activityId, JsonNode? result = null)
    {
        var bookmark = State(instanceId).Bookmarks.Single(b => b.ActivityId == activityId);
        return app.AsAsync<WorkflowHost>(Administrator, (host, token) => host.ResumeAsync(instanceId, Guid.Parse(bookmark.Id), new Dictionary<string, JsonNode?> { ["RunTaskInput"] = result }, token));
    }

    public Task CancelAsync(Guid instanceId) => app.AsAsync<WorkflowHost>(Administrator, (host, token) => host.CancelAsync(instanceId, "示例原因", token));

    public Task<int> DeliverAsync() => app.Timers.RunAsync(CancellationToken.None);

    public WorkflowState State(Guid instanceId) => WorkflowState.FromJson(app.Read(sql => sql.Scalar<string>("select state from workflow_instance where id = @id", ("id", instanceId)))!);

    public IReadOnlyList<WorkflowState> Of(string definitionId) =>
        app.Read(sql => sql.List("select state from workflow_instance where definition_id = @id order by created_at, id", row => WorkflowState.FromJson(row.GetString(0)), ("id", definitionId)));

    public string? Variable(Guid instanceId) => State(instanceId).Variables["r"]?.ToJsonString();
}
