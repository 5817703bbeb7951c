using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Definitions in the shapes that Elsa Studio reads. A link "publish" is what lets it edit.</summary>
public static class DefinitionAnswers
{
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = ElsaJsonReader.MaxDepth };

    public static JsonObject Summary(VersionRow row, bool mayEdit) => new()
    {
        ["links"] = Links(row.DefinitionId, mayEdit),
        ["id"] = row.Id.ToString(),
        ["definitionId"] = row.DefinitionId,
        ["name"] = row.Name,
        ["description"] = row.Description,
        ["version"] = row.Version,
        ["toolVersion"] = "3.8.2.0",
        ["isLatest"] = row.IsLatest,
        ["isPublished"] = row.IsPublished,
        ["providerName"] = null,
        ["materializerName"] = "Json",
        ["createdAt"] = Time(row.CreatedAt),
        ["isReadonly"] = false,
        ["isMaterializerAvailable"] = true,
    };

    public static JsonObject List(IReadOnlyList<VersionRow> rows, long total, bool mayEdit) => new()
    {
        ["items"] = new JsonArray([.. rows.Select(r => Summary(r, mayEdit))]),
        ["totalCount"] = total,
        ["links"] = mayEdit
            ? new JsonArray(Link("/workflow-definitions", "self", "GET"), Link("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"), Link("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"), Link("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete", "POST"))
            : new JsonArray(Link("/workflow-definitions", "self", "GET")),
    };

    public static JsonObject Full(DefinitionText definition, bool mayEdit)
    {
        var shown = StudioJson.ForStudio(definition.Parse());
        foreach (var (name, value) in Summary(definition.Row, mayEdit))
        {
            shown[name] = value?.DeepClone();
        }

        shown.Remove("$schema");
        (shown["tenantId"], shown["isSystem"], shown["usableAsActivity"]) = (null, false, null);
        shown["description"] = definition.Row.Description;
        return shown;
    }

    /// <summary>The file as workflows/*.json holds it.</summary>
    public static string File(DefinitionText definition)
    {
        var json = definition.Parse();
        (json["id"], json["definitionId"], json["name"]) = (definition.Row.Id.ToString(), definition.Row.DefinitionId, definition.Row.Name);
        (json["version"], json["isLatest"], json["isPublished"]) = (definition.Row.Version, definition.Row.IsLatest, definition.Row.IsPublished);
        return json.ToJsonString(new JsonSerializerOptions(Json) { WriteIndented = true });
    }

    public static string Time(DateTimeOffset at) => at.ToString("o", CultureInfo.InvariantCulture);

    private static JsonArray Links(string definitionId, bool mayEdit)
    {
        var self = $"/workflow-definitions/{definitionId}";
        var links = new JsonArray(Link(self, "self", "GET"), Link($"{self}/versions", "versions", "GET"), Link($"{self}/execute", "execute", "POST"), Link($"{self}/export", "export", "GET"));
        if (mayEdit)
        {
            foreach (var (action, verb) in new[] { ("publish", "POST"), ("retract", "POST"), ("revert", "POST") })
            {
                links.Add((JsonNode)Link($"{self}/{action}", action, verb));
            }

            links.Add((JsonNode)Link(self, "delete", "DELETE"));
        }

        return links;
    }

    private static JsonObject Link(string href, string rel, string verb) => new() { ["href"] = href, ["rel"] = rel, ["method"] = verb };
}
