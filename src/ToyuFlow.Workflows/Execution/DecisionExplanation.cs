using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Tells why a decision went as it did: its condition with the values that it read, and the way that it took.</summary>
public static partial class DecisionExplanation
{
    /// <summary>Explains a decision, for instance <c>金额 12,000 &gt; 10,000 → 是</c>.</summary>
    /// <param name="definition">The definition that the instance runs on.</param>
    /// <param name="entry">The journal entry of a completion.</param>
    /// <param name="show">How a value is shown; null shows it as it is.</param>
    /// <returns>The explanation, or null when the entry is not of a decision that read something.</returns>
    public static string? Of(WorkflowDefinition definition, JournalEntry entry, Func<JsonNode?, string>? show = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Event != JournalEvents.Completed || entry.Data?[StepRun.Reads] is not JsonObject reads || definition.Root.SelfAndDescendants().FirstOrDefault(n => n.Id == entry.ActivityId) is not { } node)
        {
            return null;
        }

        var outcome = (entry.Data["Outcomes"] as JsonArray)?.FirstOrDefault()?.ToString();
        string Read(string name) => $"{Label(definition, name)} {(show ?? Show)(reads[name])}";
        var condition = Condition(node, outcome);
        var text = condition is null || !Names().IsMatch(condition)
            ? string.Join("，", reads.Select(r => Read(r.Key)))
            : Simplify(Names().Replace(condition, m => m.Groups.Cast<Group>().Skip(1).First(g => g.Success).Value is var name && Find(reads, name) is { } known ? $"\u0001{Read(known)}\u0001" : m.Value));
        return outcome is null ? text : $"{text} → {outcome switch { "True" => "是", "False" => "否", "Default" => "其他", _ => outcome }}";
    }

    /// <summary>A value for people: numbers in groups of three, texts in quotes.</summary>
    private static string Show(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "空",
        JsonValueKind.True => "是",
        JsonValueKind.False => "否",
        JsonValueKind.Number => decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("#,##0.############", CultureInfo.InvariantCulture) : value.ToJsonString(),
        JsonValueKind.String => $"“{value.GetValue<string>()}”",
        JsonValueKind.Array => $"{value.AsArray().Count} 项",
        _ => "对象"
    };

    private static string? Condition(ActivityNode node, string? outcome)
    {
        var expression = node.Json["condition"]?["expression"] as JsonObject
            ?? ElsaJsonReader.Objects(node.Json["cases"]).FirstOrDefault(c => ElsaJsonReader.Text(c, "label") == outcome)?["condition"] as JsonObject;
        return expression is not null && ElsaJsonReader.Text(expression, "type") == "JavaScript" ? ElsaJsonReader.Text(expression, "value") : null;
    }

    private static string? Find(JsonObject reads, string name) =>
        reads.Select(r => r.Key).FirstOrDefault(k => k == name) ?? reads.Select(r => r.Key).FirstOrDefault(k => WorkflowGraph.Pascalize(k) == name);

    private static string Label(WorkflowDefinition definition, string name) =>
        ElsaJsonReader.Objects(definition.Json["inputs"]).Where(i => ElsaJsonReader.Text(i, "name") == name).Select(i => ElsaJsonReader.Text(i, "displayName")).FirstOrDefault(l => !string.IsNullOrWhiteSpace(l)) ?? name;

    /// <summary>Signs as people write them; what was read stands between marks and is left alone.</summary>
    private static string Simplify(string condition)
    {
        var parts = condition.Trim().TrimEnd(';').Split('\u0001');
        for (var i = 0; i < parts.Length; i += 2)
        {
            parts[i] = Returns().Replace(parts[i], "").Replace("===", "=", StringComparison.Ordinal).Replace("!==", "≠", StringComparison.Ordinal).Replace("!=", "≠", StringComparison.Ordinal).Replace("==", "=", StringComparison.Ordinal)
                .Replace(">=", "≥", StringComparison.Ordinal).Replace("<=", "≤", StringComparison.Ordinal).Replace("&&", "且", StringComparison.Ordinal).Replace("||", "或", StringComparison.Ordinal);
            parts[i] = Numbers().Replace(parts[i], m => decimal.Parse(m.Value, CultureInfo.InvariantCulture).ToString("#,##0", CultureInfo.InvariantCulture));
        }

        return string.Concat(parts);
    }

    [GeneratedRegex("""variables\.(\w+)|getVariable\(\s*['"](\w+)['"]\s*\)|getInput\(\s*['"](\w+)['"]\s*\)|\bget(\w+)\(\)""", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Names();

    [GeneratedRegex(@"^\s*return\s+", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Returns();

    [GeneratedRegex(@"(?<![\w.'""])\d{4,15}(?![\w.'""])", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Numbers();
}
