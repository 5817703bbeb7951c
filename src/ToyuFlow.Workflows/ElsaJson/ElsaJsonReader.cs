using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.ElsaJson;

/// <summary>Reads Elsa 3 workflow definitions.</summary>
/// <remarks>The reader keeps every field, known or not. It checks only that the text is a definition; what is wrong inside is the compiler's to say.</remarks>
public static class ElsaJsonReader
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 8_000_000;

    /// <summary>The deepest nesting of JSON that is read.</summary>
    public const int MaxDepth = 256;

    /// <summary>The id of the activity that stands for the workflow itself.</summary>
    internal const string WorkflowActivityId = "Workflow1";

    /// <summary>Reads a definition.</summary>
    /// <param name="json">The text of the file.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="DefinitionFormatException">The text is not JSON, too large, too deep, or has no root activity.</exception>
    public static WorkflowDefinition Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > MaxLength)
        {
            throw new DefinitionFormatException($"流程定义过大：{json.Length} 个字符，最多 {MaxLength} 个。", 0, 0);
        }

        return Read(Parse(json));
    }

    private static JsonObject Parse(string json)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            var (line, column) = (e.LineNumber + 1 ?? 0, e.BytePositionInLine + 1 ?? 0);
            throw new DefinitionFormatException($"流程定义不是有效的 JSON（第 {line} 行第 {column} 列）：{e.Message}", line, column, e);
        }

        return node as JsonObject ?? throw new DefinitionFormatException("流程定义应当是一个 JSON 对象。", 1, 1);
    }

    private static WorkflowDefinition Read(JsonObject json)
    {
        if (json["root"] is not JsonObject root)
        {
            throw new DefinitionFormatException("流程定义缺少 root（根活动）。", 0, 0);
        }

        var definitionId = Text(json, "definitionId") ?? Text(json, "id") ?? "";
        var version = Number(json, "version") ?? 1;
        return new WorkflowDefinition
        {
            Id = Text(json, "id") ?? $"{definitionId}-v{version}",
            DefinitionId = definitionId,
            Version = version,
            Name = Text(json, "name") ?? definitionId,
            Description = Text(json, "description"),
            Variables = ReadVariables(json["variables"]),
            Inputs = [.. Objects(json["inputs"]).Select(i => new InputDefinition(Text(i, "name") ?? "", Text(i, "type") ?? "Object", IsDurable(Text(i, "storageDriverType"))))],
            Outputs = [.. Objects(json["outputs"]).Select(o => new OutputDefinition(Text(o, "name") ?? "", Text(o, "type") ?? "Object"))],
            Outcomes = [.. (json["outcomes"] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.ToString())],
            IncidentStrategy = ReadStrategy(json["options"] as JsonObject),
            Root = new ActivityReader().Read(root, WorkflowActivityId),
            Json = json
        };
    }

    private static IncidentStrategy ReadStrategy(JsonObject? options)
    {
        var strategy = options is null ? null : Text(options, "incidentStrategyType");
        return strategy switch
        {
            not null when strategy.Contains("ContinueWithIncidents", StringComparison.Ordinal) => IncidentStrategy.Continue,
            not null when strategy.Contains("Retry", StringComparison.Ordinal) => IncidentStrategy.Retry,
            _ => IncidentStrategy.Fault
        };
    }

    internal static IReadOnlyList<VariableDefinition> ReadVariables(JsonNode? node) =>
        [.. Objects(node).Select(v =>
        {
            var type = Text(v, "typeName") ?? "Object";
            var id = Text(v, "id");
            var name = Text(v, "name");
            return new VariableDefinition(
                id ?? name ?? "",
                name ?? id ?? "",
                type,
                ValueConversion.InitialValue(v["value"], type, v["isArray"]?.GetValueKind() == JsonValueKind.True),
                IsDurable(Text(v, "storageDriverTypeName")));
        })];

    private static bool IsDurable(string? storageDriver) =>
        storageDriver is { Length: > 0 } && (storageDriver.Contains("WorkflowInstance", StringComparison.Ordinal) || storageDriver.Contains("WorkflowStorage", StringComparison.Ordinal));

    internal static IEnumerable<JsonObject> Objects(JsonNode? node) => (node switch
    {
        JsonArray array => array,
        JsonObject wrapper => wrapper["$values"] as JsonArray ?? [],
        _ => []
    }).OfType<JsonObject>();

    internal static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    internal static int? Number(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<double>(out var number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>The name of a property as the file writes it.</summary>
    internal static string Camel(string name)
    {
        if (name.Length == 0 || char.IsLower(name[0]))
        {
            return name;
        }

        var text = new StringBuilder(name);
        text[0] = char.ToLowerInvariant(name[0]);
        return text.ToString();
    }
}
