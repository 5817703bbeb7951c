using System.Text.Json.Nodes;
using ToyuFlow.Server.Designer.Palette;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>What a draft may not have so that it can be opened again, and what a definition may not have to be published. Faults name their activity.</summary>
public sealed class DraftChecks(ActivityCatalog catalog, Choices choices, DatabaseReader reader)
{
    private static readonly string[] Roots = ["Elsa.Flowchart", "Elsa.Sequence", "Elsa.Parallel"];

    /// <summary>Only what would leave the canvas empty is refused; unfinished work is what a draft is for.</summary>
    public void ForDraft(JsonObject definition)
    {
        var root = definition["root"] as JsonObject ?? throw new InvalidInputException("root", "流程定义缺少根活动（root）。");
        var errors = new List<FieldError>();
        if (!Roots.Contains(root["type"]?.ToString()))
        {
            throw new InvalidInputException("root", "本系统的流程请选择“流程图”（Flowchart）来设计，不支持状态机。");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var activity in StudioJson.Activities(root))
        {
            var (id, type) = (activity["id"]?.ToString() ?? "", activity["type"]?.ToString() ?? "");
            var version = activity["version"] is JsonValue number && number.TryGetValue<int>(out var n) ? n : 0;
            if (!seen.Add(id))
            {
                errors.Add(new FieldError(id, $"活动编号“{id}”重复，请改成不同的编号。"));
            }

            if (catalog.Find(type, version) is null && activity["workflowDefinitionId"] is null)
            {
                errors.Add(new FieldError(id, catalog.Find(type) is null
                    ? $"“{Label(activity)}”的活动类型 {type} 在本系统中不存在。"
                    : $"“{Label(activity)}”的活动类型 {type} 没有版本 {version}。"));
            }
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    /// <summary>Everything that forbids to publish, and what should be known before.</summary>
    public IReadOnlyList<DraftFault> ForPublishing(string json, string tenantId)
    {
        WorkflowDefinition definition;
        try
        {
            definition = ElsaJsonReader.Read(json);
        }
        catch (DefinitionFormatException error)
        {
            return [new DraftFault("", "", error.Message, true)];
        }

        var names = definition.Root.SelfAndDescendants().GroupBy(n => n.Id).ToDictionary(g => g.Key, g => g.First().DisplayText ?? g.First().Name ?? g.Key);
        return [
            .. reader.Read(sql => WorkflowCompiler.Compile(definition, catalog, GraphCache.Nested(sql, tenantId))).Faults.Select(f => Said(f, names)),
            .. NotInThePack(definition, tenantId, names),
        ];
    }

    public void ThrowIfNotPublishable(string json, string tenantId)
    {
        var faults = ForPublishing(json, tenantId).Where(f => f.Forbids).ToList();
        if (faults.Count > 0)
        {
            throw new InvalidInputException([.. faults.Select(f => new FieldError(f.ActivityId, f.Message))]);
        }
    }

    private static DraftFault Said(DefinitionFault fault, Dictionary<string, string> names)
    {
        var id = fault.ActivityId ?? "";
        var message = names.Aggregate(fault.Message, (text, name) => text.Replace($"“{name.Key}”", $"“{name.Value}”", StringComparison.Ordinal));
        return new DraftFault(id, names.GetValueOrDefault(id, ""), message, fault.Severity == FaultSeverity.Error || fault.Code == FaultCodes.InvalidBackwardConnection);
    }

    /// <summary>A role or limit that the county does not have would fail only when a case gets there.</summary>
    private IEnumerable<DraftFault> NotInThePack(WorkflowDefinition definition, string tenantId, Dictionary<string, string> names)
    {
        foreach (var node in definition.Root.SelfAndDescendants())
        {
            foreach (var (input, palette) in PaletteFile.Instance.Of(node.Type).Inputs.Where(i => i.Value.Choices is not null))
            {
                var expression = node.Json[char.ToLowerInvariant(input[0]) + input[1..]]?["expression"];
                var value = expression?["value"];
                if (expression?["type"]?.ToString() is "Literal" or null && value is JsonValue && value.ToString() is { Length: > 0 } chosen
                    && choices.Of(palette.Choices!, tenantId).All(c => c.Value != chosen) && !IsWrittenOut(palette.Choices!, chosen))
                {
                    yield return new DraftFault(node.Id, names[node.Id], $"“{names[node.Id]}”的“{palette.Name ?? catalog.Find(node.Type)?.Inputs.FirstOrDefault(i => i.Name == input)?.DisplayName ?? input}”选了“{chosen}”，本县的政策包里没有。", true);
                }
            }
        }
    }

    private static bool IsWrittenOut(string list, string value) => list == "limits" && char.IsAsciiDigit(value[0]);

    private static string Label(JsonObject activity) => (activity["metadata"] as JsonObject)?["displayText"]?.ToString() ?? activity["name"]?.ToString() ?? activity["id"]?.ToString() ?? "";
}

/// <param name="Forbids">An error; otherwise something that should be known.</param>
public sealed record DraftFault(string ActivityId, string Name, string Message, bool Forbids);
