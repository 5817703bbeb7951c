using System.Text.Json.Nodes;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Server.Workflows;

/// <summary>Everything that is wrong with a definition in this county: what the compiler says, and roles and posts that nobody has. Errors forbid publishing, warnings are shown.</summary>
public sealed class DefinitionAdvice(ActivityCatalog catalog, PackCatalog packs, IEnumerable<SettingCheck> checks)
{
    private const string Applicant = "APPLICANT";

    public IReadOnlyList<DefinitionFault> Of(Sql sql, string tenantId, WorkflowDefinition definition) =>
        [.. WorkflowCompiler.Compile(definition, catalog, GraphCache.Nested(sql, tenantId)).Faults, .. Roles(catalog, packs[tenantId], definition), .. Settings(definition)];

    /// <summary>Roles and posts that the county does not have.</summary>
    public static IEnumerable<DefinitionFault> Roles(ActivityCatalog catalog, PolicyPack pack, WorkflowDefinition definition)
    {
        foreach (var node in definition.Root.SelfAndDescendants().Where(n => catalog.Find(n.Type) is { IsBuiltIn: false }))
        {
            if (Literal(node, "role") is { } role && role != Applicant && !pack.Roles.ContainsKey(role))
            {
                yield return new DefinitionFault(node.Id, FaultCodes.UnknownRole, $"活动“{node.DisplayText ?? node.Id}”的承办角色“{role}”不存在（有：{string.Join("、", pack.Roles.Keys)}）。");
            }

            if (Literal(node, "post") is { } post && !pack.Posts.ContainsKey(post))
            {
                yield return new DefinitionFault(node.Id, FaultCodes.UnknownRole, $"活动“{node.DisplayText ?? node.Id}”的岗位“{post}”不存在（有：{string.Join("、", pack.Posts.Keys)}）。", FaultSeverity.Warning);
            }
        }
    }

    private IEnumerable<DefinitionFault> Settings(WorkflowDefinition definition) =>
        from check in checks
        from node in definition.Root.SelfAndDescendants()
        where node.Type == check.TypeName
        from problem in check.Problems(input => Stated(node, input))
        select new DefinitionFault(node.Id, FaultCodes.BadSetting, $"活动“{node.DisplayText ?? node.Id}”：{problem}");

    /// <summary>What an input says when it is not computed, lists as JSON text.</summary>
    private static string? Stated(ActivityNode node, string input) => node.Json[input] switch
    {
        JsonObject wrapper when wrapper["expression"] is JsonObject expression && expression["type"]?.ToString() is "Literal" or "Object" => wrapper["expression"]!["value"] switch
        {
            JsonArray list => list.ToJsonString(),
            { } value when value.ToString() is { Length: > 0 } text => text,
            _ => null,
        },
        JsonValue value when value.ToString() is { Length: > 0 } text => text,
        _ => null,
    };

    /// <summary>What an input says when it is not computed.</summary>
    private static string? Literal(ActivityNode node, string input) => node.Json[input] switch
    {
        JsonObject { Count: > 0 } wrapper when wrapper["expression"] is JsonObject expression && expression["type"]?.ToString() == "Literal" => expression["value"]?.ToString() is { Length: > 0 } text ? text : null,
        JsonValue value when value.ToString() is { Length: > 0 } text => text,
        _ => null,
    };
}
