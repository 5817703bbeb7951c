using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Simulation;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Run and test, as the engine's simulation: nobody gets a task, no money moves, nothing is stored. Real cases begin with an application.</summary>
public static class RunEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var edit = api.MapGroup("").RequireAuthorization(DesignPolicies.Edit);
        edit.MapPost("/workflow-definitions/{definitionId}/execute", ExecuteAsync);
        edit.MapPost("/workflow-definitions/{definitionId}/dispatch", ExecuteAsync);
        edit.MapPost("/tests/activities", TestAsync);
    }

    private static async Task<IResult> ExecuteAsync(HttpContext http, string definitionId, DefinitionReader reader, CurrentUser user, ActivityCatalog catalog, TimeProvider time, DatabaseReader database)
    {
        var body = await StudioBody.ReadAsync(http);
        var found = reader.Find(user.TenantId, definitionId, body["versionOptions"]?.ToString() ?? "Latest") ?? throw new MissingException();
        var input = (body["input"] as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value?.DeepClone());
        var simulation = await StartAsync(found, user.TenantId, catalog, time, database, input, http.RequestAborted);
        return StudioBody.Json(new JsonObject { ["simulated"] = true, ["workflowState"] = SimulationReport.Describe(simulation, []) });
    }

    private static async Task<IResult> TestAsync(HttpContext http, DefinitionReader reader, CurrentUser user, ActivityCatalog catalog)
    {
        var body = await StudioBody.ReadAsync(http);
        var version = Guid.TryParse(body["workflowDefinitionHandle"]?["definitionVersionId"]?.ToString(), out var id) ? reader.Find(user.TenantId, id) : null;
        var definition = ElsaJsonReader.Read((version ?? throw new MissingException()).Json);
        var nodeId = body["activityHandle"]?["activityNodeId"]?.ToString();
        var node = definition.Root.SelfAndDescendants().FirstOrDefault(n => n.NodeId == nodeId) ?? throw new MissingException();
        var faults = WorkflowCompiler.Compile(definition, catalog).Faults.Where(f => f.ActivityId == node.Id).ToList();
        return StudioBody.Json(new JsonObject
        {
            ["activityState"] = new JsonObject(),
            ["payload"] = null,
            ["outputs"] = new JsonObject { ["检查结果"] = faults.Count == 0 ? "没有发现问题" : string.Join(" ", faults.Select(f => f.Message)) },
            ["exception"] = null,
            ["status"] = faults.Count == 0 ? "Completed" : "Faulted",
        });
    }

    /// <summary>A draft runs as far as it goes: what is still wrong with it shows as an incident where it is reached.</summary>
    private static async Task<WorkflowSimulation> StartAsync(DefinitionText found, string tenantId, ActivityCatalog catalog, TimeProvider time, DatabaseReader database, Dictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var standIns = StandIns.For(catalog);
        var compiled = database.Read(sql => WorkflowCompiler.CompileLeniently(ElsaJsonReader.Read(found.Json), standIns, GraphCache.Nested(sql, tenantId)));
        if (compiled.Graph is null)
        {
            throw new InvalidInputException([.. compiled.Faults.Select(f => new FieldError(f.ActivityId ?? "", f.Message))]);
        }

        var clock = new VirtualClock(time.GetUtcNow());
        var services = new EngineServices(new ServiceCollection().BuildServiceProvider(), clock, RandomIdSource.Instance);
        var simulation = new WorkflowSimulation(new WorkflowRunner(standIns), services, new Dictionary<string, WorkflowGraph> { [found.Row.DefinitionId] = compiled.Graph }, clock);
        await simulation.StartAsync(found.Row.DefinitionId, input, null, cancellationToken);
        return simulation;
    }
}
