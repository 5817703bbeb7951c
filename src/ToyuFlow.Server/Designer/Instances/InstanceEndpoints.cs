using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Instances;

/// <summary>Instances as Elsa Studio watches them. Values are shown by kind and size: administrators look after the flow, not the case.</summary>
public static class InstanceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var view = api.MapGroup("").RequireAuthorization(DesignPolicies.View);
        view.MapPost("/workflow-instances", ListAsync);
        view.MapGet("/workflow-instances", (InstanceReader reader, CurrentUser user) => StudioBody.Json(reader.List(user.TenantId, [])));
        view.MapGet("/workflow-instances/{id}", (string id, InstanceReader reader, CurrentUser user) => Found(reader.Read(user.TenantId, id)));
        view.MapGet("/workflow-instances/{id}/execution-state", (string id, InstanceReader reader, CurrentUser user) => Found(reader.ExecutionState(user.TenantId, id)));
        view.MapGet("/workflow-instances/{id}/variables", (string id, InstanceReader reader, CurrentUser user) => Found(reader.Variables(user.TenantId, id)));
        view.MapGet("/workflow-instances/{id}/export", Export);
        view.MapPost("/workflow-instances/{id}/journal", JournalAsync);
        view.MapPost("/workflow-instances/{id}/filtered-journal", JournalAsync);
        view.MapPost("/activity-executions/report", ReportAsync);
        view.MapGet("/activity-executions/list", (string workflowInstanceId, string? activityNodeId, Executions executions, CurrentUser user) => StudioBody.Json(executions.List(user.TenantId, workflowInstanceId, activityNodeId, full: true)));
        view.MapGet("/activity-execution-summaries/list", (string workflowInstanceId, string? activityNodeId, Executions executions, CurrentUser user) => StudioBody.Json(executions.List(user.TenantId, workflowInstanceId, activityNodeId, full: false)));
        view.MapGet("/activity-executions/by-id", (string id, Executions executions, CurrentUser user) => Found(executions.Find(user.TenantId, id)));
        view.MapGet("/activity-executions/{id}/call-stack", (string id, Executions executions, CurrentUser user) => Found(executions.CallStack(user.TenantId, id)));
        view.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync);
        var edit = api.MapGroup("").RequireAuthorization(DesignPolicies.Publish);
        edit.MapPost("/cancel/workflow-instances/{id}", (string id, InstanceDesk desk) => desk.CancelAsync([id]));
        edit.MapDelete("/workflow-instances/{id}", (string id) => RefuseDelete());
        edit.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync);
        edit.MapPost("/bulk-actions/cancel/workflow-instances/by-id", CancelManyAsync);
        edit.MapPost("/bulk-actions/delete/workflow-instances/by-id", () => RefuseDelete());
        edit.MapPost("/bulk-actions/import/workflow-instances", () => Refuse("办理记录只能由办理产生，不能导入。"));
    }

    private static async Task<IResult> ListAsync(HttpContext http, InstanceReader reader, CurrentUser user)
    {
        http.Response.Headers.CacheControl = "no-store";
        return StudioBody.Json(reader.List(user.TenantId, await StudioBody.ReadAsync(http)));
    }

    private static async Task<IResult> JournalAsync(HttpContext http, string id, int? skip, int? take, Executions executions, CurrentUser user) =>
        Found(executions.Journal(user.TenantId, id, (await StudioBody.ReadAsync(http))["filter"] as JsonObject ?? [], skip ?? 0, take ?? 100));

    private static async Task<IResult> ReportAsync(HttpContext http, Executions executions, CurrentUser user)
    {
        var body = await StudioBody.ReadAsync(http);
        return StudioBody.Json(new JsonObject { ["stats"] = executions.Stats(user.TenantId, body["workflowInstanceId"]?.ToString() ?? "", StudioBody.Texts(body, "activityNodeIds").ToHashSet()) });
    }

    private static IResult Export(string id, InstanceReader reader, Executions executions, CurrentUser user)
    {
        var instance = reader.Read(user.TenantId, id) ?? throw new MissingException();
        instance["journal"] = executions.Journal(user.TenantId, id, [], 0, 10_000)?["items"]?.DeepClone();
        return Results.File(System.Text.Encoding.UTF8.GetBytes(instance.ToJsonString(DefinitionAnswers.Json)), "application/json", $"workflow-instance-{id}.json");
    }

    private static async Task<IResult> ExportManyAsync(HttpContext http, InstanceReader reader, CurrentUser user)
    {
        var list = StudioBody.Texts(await StudioBody.ReadAsync(http), "ids").Select(id => reader.Read(user.TenantId, id)).OfType<JsonObject>();
        return Results.File(System.Text.Encoding.UTF8.GetBytes(new JsonArray([.. list]).ToJsonString(DefinitionAnswers.Json)), "application/json", "workflow-instances.json");
    }

    private static async Task<IResult> CancelManyAsync(HttpContext http, InstanceDesk desk, InstanceReader reader, CurrentUser user)
    {
        var body = await StudioBody.ReadAsync(http);
        var ids = StudioBody.Texts(body, "ids");
        return await desk.CancelAsync(ids.Length > 0 ? [.. ids.Where(id => reader.IsRunning(user.TenantId, id))] : reader.RunningOf(user.TenantId, body["definitionId"]?.ToString(), body["definitionVersionId"]?.ToString()));
    }

    private static IResult RefuseDelete() => Refuse("办理记录要留存备查，不能删除。");

    private static IResult Refuse(string why) => throw new ConflictException(why);

    private static IResult Found(JsonObject? body) => body is null ? throw new MissingException() : StudioBody.Json(body);
}
