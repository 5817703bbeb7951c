using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Which definitions run which others as a sub-process.</summary>
public sealed class DefinitionUses(DatabaseReader reader)
{
    public IReadOnlyList<string> ConsumersOf(string tenantId, string definitionId) => reader.Read(sql => sql.List(
            "select definition_id, json from definition_version where tenant_id = @tenant and is_latest = @yes and definition_id <> @definition and json like @text escape '\\'",
            row => (Id: row.GetString(0), Json: row.GetString(1)),
            ("tenant", tenantId), ("yes", true), ("definition", definitionId), ("text", Like.Anywhere($"\"{definitionId}\""))))
        .Where(d => Runs(d.Json, definitionId)).Select(d => d.Id).ToList();

    private static bool Runs(string json, string definitionId) => JsonNode.Parse(json)?["root"] is JsonObject root
        && StudioJson.Activities(root).Any(a => (a["workflowDefinitionId"] as JsonObject)?["expression"]?["value"]?.ToString() == definitionId);
}
