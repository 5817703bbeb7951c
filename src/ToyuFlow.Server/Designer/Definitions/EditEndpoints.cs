using System.Globalization;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Changing definitions, as Elsa Studio asks for it. A save and the publishing after it are two steps: what publishing refuses is saved all the same.</summary>
public static class EditEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var edit = api.MapGroup("").RequireAuthorization(DesignPolicies.Edit);
        edit.MapPost("/workflow-definitions", SaveAsync);
        edit.MapPost("/workflow-definitions/import", ImportAsync);
        edit.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync);
        edit.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateReferences);
        edit.MapDelete("/workflow-definitions/{definitionId}", (string definitionId, Desk desk) => desk.DoAsync((d, token) => d.DeleteAsync(definitionId, token)));
        edit.MapDelete("/workflow-definition-versions/{versionId:guid}", (Guid versionId, Desk desk) => desk.DoAsync((d, token) => d.DeleteVersionAsync(versionId, token)));
        edit.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", DeleteManyAsync);
        edit.MapPost("/bulk-actions/delete/workflow-definitions/by-id", DeleteVersionsAsync);
        var publish = api.MapGroup("").RequireAuthorization(DesignPolicies.Publish);
        publish.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync);
        publish.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync);
        publish.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", PublishManyAsync);
        publish.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", RetractManyAsync);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, Desk desk)
    {
        var body = await StudioBody.ReadAsync(http);
        var publish = body["publish"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        if (publish && !desk.MayPublish)
        {
            throw new ForbiddenException("您没有发布流程的权限，改动没有丢失：点“保存”可以存为草稿，再请有权限的管理员发布。");
        }

        var model = body["model"] as JsonObject ?? throw new FormatException("缺少 model。");
        long? seen = long.TryParse(http.Request.Headers["x-definition-base"], CultureInfo.InvariantCulture, out var revision) ? revision : null;
        var window = http.Request.Headers["x-designer-window"].ToString();
        var saved = await desk.RunAsync((d, token) => d.SaveAsync(new DraftSave(model, seen, window[..Math.Min(window.Length, 40)]), token));
        http.Response.Headers[DefinitionEndpoints.Revision] = saved.Revision.ToString(CultureInfo.InvariantCulture);
        if (!publish)
        {
            return Saved(desk, saved.Id, false);
        }

        var outcome = await desk.PublishAsync(saved.DefinitionId);
        return Saved(desk, outcome.Version.Id, outcome.AlreadyPublished);
    }

    private static IResult Saved(Desk desk, Guid versionId, bool alreadyPublished) => StudioBody.Json(new JsonObject
    {
        ["workflowDefinition"] = desk.Full(versionId),
        ["alreadyPublished"] = alreadyPublished,
        ["consumingWorkflowCount"] = 0,
        ["validationErrors"] = new JsonArray(),
    });

    private static async Task<IResult> ImportAsync(HttpContext http, Desk desk)
    {
        var model = await StudioBody.ReadAsync(http);
        var window = http.Request.Headers["x-designer-window"].ToString();
        var imported = await desk.RunAsync((d, token) => d.ImportAsync(model, window[..Math.Min(window.Length, 40)], token));
        http.Response.Headers[DefinitionEndpoints.Revision] = imported.Revision.ToString(CultureInfo.InvariantCulture);
        return StudioBody.Json(desk.Full(imported.Id));
    }

    private static async Task<IResult> RevertAsync(string definitionId, int version, Desk desk)
    {
        var draft = await desk.RunAsync((d, token) => d.RevertAsync(definitionId, version, token));
        return StudioBody.Json(desk.Summary(draft.Id));
    }

    /// <summary>Sub-processes are always run in their published version, so there is nothing to rewrite.</summary>
    private static IResult UpdateReferences() => StudioBody.Json(new JsonObject { ["affectedWorkflows"] = new JsonArray() });

    private static async Task<IResult> PublishAsync(string definitionId, Desk desk)
    {
        var outcome = await desk.PublishAsync(definitionId);
        return StudioBody.Json(new JsonObject { ["workflowDefinition"] = desk.Full(outcome.Version.Id), ["alreadyPublished"] = outcome.AlreadyPublished, ["consumingWorkflowCount"] = 0, ["validationErrors"] = new JsonArray() });
    }

    private static async Task<IResult> RetractAsync(string definitionId, Desk desk)
    {
        var latest = await desk.RunAsync((d, token) => d.RetractAsync(definitionId, token));
        return StudioBody.Json(desk.Full(latest.Id));
    }

    private static async Task<IResult> DeleteManyAsync(HttpContext http, Desk desk)
    {
        var ids = StudioBody.Texts(await StudioBody.ReadAsync(http), "definitionIds");
        return StudioBody.Json(new JsonObject { ["deleted"] = await desk.EachAsync(ids, (d, id, token) => d.DeleteAsync(id, token)) });
    }

    private static async Task<IResult> DeleteVersionsAsync(HttpContext http, Desk desk)
    {
        var ids = StudioBody.Texts(await StudioBody.ReadAsync(http), "ids");
        return StudioBody.Json(new JsonObject { ["deleted"] = await desk.EachAsync(ids, (d, id, token) => d.DeleteVersionAsync(Guid.TryParse(id, out var guid) ? guid : Guid.Empty, token)) });
    }

    private static async Task<IResult> PublishManyAsync(HttpContext http, Desk desk)
    {
        var (published, already, missing) = (new JsonArray(), new JsonArray(), new JsonArray());
        foreach (var id in StudioBody.Texts(await StudioBody.ReadAsync(http), "definitionIds"))
        {
            try
            {
                var outcome = await desk.PublishAsync(id);
                (outcome.AlreadyPublished ? already : published).Add((JsonNode)id);
            }
            catch (MissingException)
            {
                missing.Add((JsonNode)id);
            }
        }

        return StudioBody.Json(new JsonObject { ["published"] = published, ["alreadyPublished"] = already, ["notFound"] = missing, ["updatedConsumers"] = new JsonArray() });
    }

    private static async Task<IResult> RetractManyAsync(HttpContext http, Desk desk)
    {
        var (retracted, already) = (new JsonArray(), new JsonArray());
        foreach (var id in StudioBody.Texts(await StudioBody.ReadAsync(http), "definitionIds"))
        {
            if (desk.IsPublished(id))
            {
                await desk.RunAsync((d, token) => d.RetractAsync(id, token));
                retracted.Add((JsonNode)id);
            }
            else
            {
                already.Add((JsonNode)id);
            }
        }

        return StudioBody.Json(new JsonObject { ["retracted"] = retracted, ["alreadyRetracted"] = already, ["notFound"] = new JsonArray() });
    }
}
