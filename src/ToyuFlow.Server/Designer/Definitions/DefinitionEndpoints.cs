using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Reading definitions, as Elsa Studio asks for them.</summary>
public static class DefinitionEndpoints
{
    public const string Revision = "x-definition-revision";

    public static void Map(RouteGroupBuilder api)
    {
        var view = api.MapGroup("").RequireAuthorization(DesignPolicies.View);
        view.MapGet("/workflow-definitions", List);
        view.MapGet("/workflow-definitions/by-definition-id/{definitionId}", ByDefinition);
        view.MapGet("/workflow-definitions/by-id/{versionId:guid}", ByVersion);
        view.MapGet("/workflow-definitions/many-by-id", Many);
        view.MapGet("/workflow-definitions/query/count", Count);
        view.MapGet("/workflow-definitions/validation/is-name-unique", IsNameUnique);
        view.MapGet("/workflow-definitions/{definitionId}/consumers", Consumers);
        view.MapGet("/workflow-definitions/subgraph/{versionId:guid}", Subgraph);
        view.MapGet("/workflow-definitions/subgraph/segments/{versionId:guid}", Segments);
        view.MapGet("/workflow-definitions/{definitionId}/export", Export);
        view.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync);
    }

    private static IResult List(
        HttpContext http, DefinitionReader reader, CurrentUser user, Designers designers, string? versionOptions, string? searchTerm, string[]? definitionIds, string[]? ids, string? orderBy, string? orderDirection, int? page, int? pageSize)
    {
        var (items, total) = reader.List(user.TenantId, new DefinitionQuery(versionOptions)
        {
            Text = searchTerm,
            DefinitionIds = definitionIds ?? [],
            Ids = ids ?? [],
            OrderBy = orderBy,
            Descending = string.Equals(orderDirection, "Descending", StringComparison.OrdinalIgnoreCase),
            Page = page ?? 0,
            Size = pageSize,
        });
        http.Response.Headers.CacheControl = "no-store";
        return StudioBody.Json(DefinitionAnswers.List(items, total, designers.MayEdit));
    }

    private static IResult ByDefinition(HttpContext http, string definitionId, string? versionOptions, DefinitionReader reader, CurrentUser user, Designers designers) =>
        Full(http, reader.Find(user.TenantId, definitionId, string.IsNullOrEmpty(versionOptions) ? "Latest" : versionOptions), designers);

    private static IResult ByVersion(HttpContext http, Guid versionId, DefinitionReader reader, CurrentUser user, Designers designers) =>
        Full(http, reader.Find(user.TenantId, versionId), designers);

    private static IResult Many(string[]? ids, DefinitionReader reader, CurrentUser user, Designers designers)
    {
        var found = (ids ?? []).Select(id => Guid.TryParse(id, out var guid) ? reader.Find(user.TenantId, guid) : null).OfType<DefinitionText>();
        return StudioBody.Json(new JsonObject { ["items"] = new JsonArray([.. found.Select(d => DefinitionAnswers.Full(d, designers.MayEdit))]) });
    }

    private static IResult Count(DefinitionReader reader, CurrentUser user) =>
        StudioBody.Json(new JsonObject { ["count"] = reader.List(user.TenantId, new DefinitionQuery("Latest") { Size = 1 }).Total });

    private static IResult IsNameUnique(string name, string? definitionId, DefinitionReader reader, CurrentUser user) =>
        StudioBody.Json(new JsonObject { ["isUnique"] = reader.IsNameFree(user.TenantId, name, definitionId) });

    private static IResult Consumers(string definitionId, DefinitionUses uses, CurrentUser user) =>
        StudioBody.Json(new JsonObject { ["consumingWorkflowDefinitionIds"] = new JsonArray([.. uses.ConsumersOf(user.TenantId, definitionId).Select(c => JsonValue.Create(c))]) });

    private static IResult Subgraph(Guid versionId, string? parentNodeId, DefinitionReader reader, CurrentUser user)
    {
        var root = (reader.Find(user.TenantId, versionId) ?? throw new MissingException()).Parse()["root"]!.AsObject();
        var found = StudioJson.Activities(StudioJson.ForStudio(new JsonObject { ["root"] = root.DeepClone() })["root"]!.AsObject()).FirstOrDefault(a => parentNodeId is null || a["nodeId"]?.ToString() == parentNodeId);
        return StudioBody.Json(ActivityGraph.Of(found ?? throw new MissingException()));
    }

    private static IResult Segments(Guid versionId, string? childNodeId, DefinitionReader reader, CurrentUser user)
    {
        var root = (reader.Find(user.TenantId, versionId) ?? throw new MissingException()).Parse()["root"]!.AsObject();
        var shown = StudioJson.ForStudio(new JsonObject { ["root"] = root.DeepClone() })["root"]!.AsObject();
        return StudioBody.Json(ActivityGraph.Segments(shown, childNodeId ?? "") ?? throw new MissingException());
    }

    private static IResult Export(string definitionId, string? versionOptions, bool? includeConsumingWorkflows, DefinitionReader reader, DefinitionUses uses, CurrentUser user)
    {
        var found = reader.Find(user.TenantId, definitionId, string.IsNullOrEmpty(versionOptions) ? "Latest" : versionOptions) ?? throw new MissingException();
        var consumers = includeConsumingWorkflows == true ? uses.ConsumersOf(user.TenantId, definitionId).Select(id => reader.Find(user.TenantId, id, "Latest")).OfType<DefinitionText>().ToList() : [];
        return consumers.Count == 0
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(DefinitionAnswers.File(found)), "application/json", $"{found.Row.DefinitionId}-v{found.Row.Version}.json")
            : DefinitionZip.Of([found, .. consumers]);
    }

    private static async Task<IResult> ExportManyAsync(HttpContext http, DefinitionReader reader, DefinitionUses uses, CurrentUser user)
    {
        var body = await StudioBody.ReadAsync(http);
        var chosen = StudioBody.Texts(body, "ids").Select(id => Guid.TryParse(id, out var guid) ? reader.Find(user.TenantId, guid) : null).OfType<DefinitionText>().ToList();
        if (body["includeConsumingWorkflows"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
        {
            chosen.AddRange(chosen.SelectMany(d => uses.ConsumersOf(user.TenantId, d.Row.DefinitionId)).Distinct()
                .Except(chosen.Select(d => d.Row.DefinitionId)).Select(id => reader.Find(user.TenantId, id, "Latest")).OfType<DefinitionText>().ToList());
        }

        return chosen.Count == 0 ? throw new MissingException() : DefinitionZip.Of(chosen);
    }

    private static IResult Full(HttpContext http, DefinitionText? found, Designers designers)
    {
        if (found is null)
        {
            throw new MissingException();
        }

        http.Response.Headers[Revision] = found.Row.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return StudioBody.Json(DefinitionAnswers.Full(found, designers.MayEdit));
    }
}
