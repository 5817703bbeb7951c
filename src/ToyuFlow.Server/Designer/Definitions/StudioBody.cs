using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Reads what the designer posts.</summary>
public static class StudioBody
{
    private const long MostBytes = 9_500_000;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = ElsaJsonReader.MaxDepth, AllowDuplicateProperties = false };

    public static async Task<JsonObject> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            throw new InvalidInputException("root", $"流程过大（{http.Request.ContentLength / 1_000_000} MB），最多 8 MB，没有保存。请拆成几个子流程。");
        }

        return await JsonNode.ParseAsync(http.Request.Body, null, Strict, http.RequestAborted) as JsonObject ?? throw new FormatException("应当是一个 JSON 对象。");
    }

    public static string[] Texts(JsonObject body, string name) => body[name] is JsonArray list ? [.. list.Select(i => i?.ToString() ?? "").Where(t => t.Length > 0).Distinct()] : [];

    public static IResult Json(JsonNode body) => Results.Text(body.ToJsonString(DefinitionAnswers.Json), "application/json; charset=utf-8");
}
