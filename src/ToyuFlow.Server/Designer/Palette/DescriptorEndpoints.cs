using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Designer.Palette;

/// <summary>What the designer offers to choose from: activities, kinds of expressions, types of variables and the strategies that the engine knows.</summary>
public static class DescriptorEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var view = api.MapGroup("").RequireAuthorization(DesignPolicies.View);
        view.MapGet("/descriptors/activities", Activities);
        view.MapGet("/descriptors/activities/{type}/options/{property}", Options);
        view.MapPost("/descriptors/activities/{type}/options/{property}", Options);
        view.MapGet("/descriptors/expression-descriptors", (Texts texts) => Counted(Expressions(texts)));
        view.MapGet("/descriptors/variables", (Texts texts) => Items(VariableTypes(texts)));
        view.MapGet("/descriptors/storage-drivers", (Texts texts) => Items(Drivers(texts)));
        view.MapGet("/descriptors/output-converters", () => Items([]));
        view.MapGet("/descriptors/workflow-activation-strategies", (Texts texts) => Counted([Strategy("Elsa.Workflows.Activation.Strategies.AllowAlwaysStrategy, Elsa.Workflows.Core", texts["总是允许"], texts["每次都可以启动新的办理。"])]));
        view.MapGet("/descriptors/incident-strategies", (Texts texts) => Counted([
            Strategy("Elsa.Workflows.IncidentStrategies.FaultStrategy, Elsa.Workflows.Core", texts["出错即停"], texts["任一环节出错，整件停下等管理员处理。"]),
            Strategy("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", texts["其余分支继续"], texts["出错的分支等管理员处理，其余分支继续办理。"])]));
        view.MapGet("/descriptors/log-persistence-strategies", (Texts texts) => Counted([Strategy("Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core", texts["全部留痕"], texts["推进记录全部保存，不能关闭。"])]));
        view.MapGet("/descriptors/commit-strategies/workflows", (Texts texts) => Counted([Commit(texts)]));
        view.MapGet("/descriptors/commit-strategies/activities", (Texts texts) => Counted([Commit(texts)]));
        view.MapGet("/resilience/strategies", () => Counted([]));
        view.MapGet("/resilience/retries/{executionId}", () => StudioBody.Json(new JsonObject { ["items"] = new JsonArray(), ["totalCount"] = 0 }));
        view.MapGet("/features/installed", () => Counted([new JsonObject { ["name"] = "RealTimeWorkflowUpdates", ["namespace"] = "Elsa", ["fullName"] = "Elsa.RealTimeWorkflowUpdates", ["displayName"] = "RealTimeWorkflowUpdates", ["description"] = "" }]));
        view.MapGet("/package/version", () => StudioBody.Json(new JsonObject { ["packageVersion"] = "3.8.2" }));
        view.MapPost("/scripting/javascript/type-definitions/{definitionId}", TypeDefinitionsAsync);
    }

    /// <summary>A repeated question with the tag of the last answer costs nothing.</summary>
    private static IResult Activities(HttpContext http, ActivityDescriptors descriptors, CurrentUser user)
    {
        var answer = descriptors.For(user.TenantId);
        http.Response.Headers.ETag = answer.Tag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return http.Request.Headers.IfNoneMatch == answer.Tag
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(answer.Body, "application/json; charset=utf-8");
    }

    private static IResult Options(string type, string property, ActivityCatalog catalog, Choices choices, CurrentUser user, Texts texts)
    {
        var input = catalog.Find(type)?.Inputs.FirstOrDefault(i => string.Equals(i.Name, property, StringComparison.OrdinalIgnoreCase)) ?? throw new MissingException();
        var palette = PaletteFile.Instance.Of(type).Input(input.Name);
        var options = palette.Choices is { } list ? choices.Of(list, user.TenantId) : [.. (palette.Options ?? new Dictionary<string, string>()).Select(o => new Choice(o.Key, texts[o.Value]))];
        return StudioBody.Json(new JsonObject { ["items"] = ActivityDescriptors.Specifications("dropdown", options, palette, [])?.DeepClone() });
    }

    private static async Task<IResult> TypeDefinitionsAsync(HttpContext http, string definitionId, DefinitionReader reader, CurrentUser user)
    {
        await StudioBody.ReadAsync(http);
        var json = reader.Find(user.TenantId, definitionId, "Latest")?.Parse();
        return Results.Text(ScriptTypes.For(json), "application/x-typescript; charset=utf-8");
    }

    private static IEnumerable<JsonObject> Expressions(Texts texts)
    {
        // The first that can be chosen is what a new case of a switch begins with.
        yield return Expression("JavaScript", "JavaScript", true, "javascript");
        yield return Expression("Variable", texts["变量"], true);
        yield return Expression("Input", texts["流程输入"], true);
        yield return Expression("Literal", texts["固定值"], false);
        yield return Expression("Object", texts["列表或对象"], false, "json");
    }

    private static JsonObject Expression(string type, string name, bool isBrowsable, string? language = null) => new()
    {
        ["type"] = type,
        ["displayName"] = name,
        ["isSerializable"] = true,
        ["isBrowsable"] = isBrowsable,
        ["properties"] = language is null ? [] : new JsonObject { ["MonacoLanguage"] = language },
    };

    private static IEnumerable<JsonObject> VariableTypes(Texts texts)
    {
        foreach (var (type, name, about) in new[]
        {
            ("Object", texts["对象"], texts["任意内容，例如一次办理的结果。"]), ("String", texts["文本"], ""), ("Int32", texts["整数"], ""), ("Int64", texts["大整数"], texts["金额以分计。"]),
            ("Decimal", texts["小数"], ""), ("Boolean", texts["是或否"], ""), ("DateTimeOffset", texts["时刻"], ""), ("TimeSpan", texts["时长"], ""),
        })
        {
            yield return new JsonObject { ["typeName"] = type, ["displayName"] = name, ["category"] = texts["基本类型"], ["description"] = about };
        }
    }

    private static IEnumerable<JsonObject> Drivers(Texts texts)
    {
        yield return new JsonObject { ["typeName"] = "WorkflowInstanceStorageDriver", ["displayName"] = texts["随办件保存"], ["priority"] = 5, ["deprecated"] = false };
        yield return new JsonObject { ["typeName"] = "MemoryStorageDriver", ["displayName"] = texts["只在一步之内"], ["priority"] = 0, ["deprecated"] = false };
    }

    private static JsonObject Strategy(string type, string name, string about) => new() { ["typeName"] = type, ["displayName"] = name, ["description"] = about };

    private static JsonObject Commit(Texts texts) => new() { ["name"] = "WorkflowExecuted", ["displayName"] = texts["每一步一次提交"], ["description"] = texts["一步的全部结果一起保存，或者一起不保存。"] };

    private static IResult Items(IEnumerable<JsonObject> items) => StudioBody.Json(new JsonObject { ["items"] = new JsonArray([.. items]) });

    private static IResult Counted(IEnumerable<JsonObject> items)
    {
        var list = new JsonArray([.. items]);
        return StudioBody.Json(new JsonObject { ["items"] = list, ["count"] = list.Count });
    }
}
