using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Designer.Palette;

/// <summary>
/// The designer draws one way out for each text of a list, and knows no list of buttons with codes. So a human step gets a list of its
/// results by their labels, lines leave by label, and on saving the labels become the codes again: a new label is a new button, a label
/// that is gone takes its button with it. What the list was when it was handed out goes along, so that a change of the buttons
/// themselves and a change of the list can be told apart.
/// </summary>
public static class ApprovalTaskResults
{
    public const string Property = "results";
    private const string Marker = "toyuflowResults";
    private static readonly string[] Usual = ["通过", "退回"];
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsApprovalTask(JsonObject activity) => activity["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == ApprovalTaskActivity.TypeName;

    public static JsonObject Input(Texts texts) => new()
    {
        ["name"] = "Results",
        ["typeName"] = "String[]",
        ["displayName"] = texts["办理结果"],
        ["description"] = texts["办理人可以选择的结果，每个结果是一条出口；输入后按回车添加。"],
        ["category"] = null,
        ["order"] = 6,
        ["isBrowsable"] = true,
        ["uiHint"] = "dynamic-outcomes",
        ["isWrapped"] = true,
        ["defaultValue"] = null,
        ["defaultSyntax"] = "Literal",
        ["isReadOnly"] = false,
        ["isSensitive"] = false,
        ["autoEvaluate"] = false,
        ["isSynthetic"] = false,
        ["uiSpecifications"] = null,
    };

    /// <summary>What a step that is dropped on the canvas begins with.</summary>
    public static JsonObject ForNew() => new() { [Property] = Wrapped(Usual) };

    /// <summary>Adds the list to the step, and gives the lines that leave it their labels.</summary>
    public static void Show(JsonObject activity, IEnumerable<JsonObject> leaving)
    {
        var labels = Labels(Actions(activity));
        activity[Property] = Wrapped(labels.Select(l => l.Label));
        Custom(activity)[Marker] = new JsonArray([.. labels.Select(l => JsonValue.Create(l.Label))]);
        foreach (var source in leaving)
        {
            if (labels.FirstOrDefault(l => l.Code == source["port"]?.ToString()) is { Label: not null } found)
            {
                source["port"] = found.Label;
            }
        }
    }

    /// <summary>Takes the list off again: its changes become changes of the buttons.</summary>
    public static void Adopt(JsonObject activity, IEnumerable<JsonObject> leaving)
    {
        var before = (activity["customProperties"] as JsonObject)?[Marker] is JsonArray list ? list.Select(l => l?.ToString() ?? "").ToList() : [];
        var shown = Texts(activity[Property]) ?? before;
        var actions = Actions(activity);
        var had = Labels(actions);
        var gone = before.Except(shown).ToHashSet();
        var kept = actions.Where((_, i) => !gone.Contains(had[i].Label)).ToList();
        var known = had.Select(h => h.Label).ToHashSet();
        var added = shown.Except(before).Where(label => label.Length > 0 && !known.Contains(label)).ToList();
        kept.AddRange(added.Select((label, i) => New(label, isFirst: kept.Count == 0 && i == 0)));
        (activity["customProperties"] as JsonObject)?.Remove(Marker);
        activity.Remove(Property);
        if (kept.Count != actions.Count || added.Count > 0)
        {
            SetActions(activity, kept);
        }

        NameByTitle(activity);
        var codes = Labels(kept);
        foreach (var source in leaving)
        {
            var port = source["port"]?.ToString();
            var at = before.IndexOf(port ?? "");
            if (codes.FirstOrDefault(c => c.Label == port) is { Code: not null } found)
            {
                source["port"] = found.Code;
            }
            else if (at >= 0 && gone.Count == 0 && at < codes.Count)
            {
                // The label itself was changed among the buttons, at the same place.
                source["port"] = codes[at].Code;
            }
        }
    }

    /// <summary>A step that nobody named on the canvas is called by the title of its task, also in our own pictures.</summary>
    private static void NameByTitle(JsonObject activity)
    {
        var title = (activity["title"] as JsonObject)?["expression"] is JsonObject { } expression && expression["type"]?.ToString() == "Literal" ? expression["value"]?.ToString() : null;
        if (!string.IsNullOrWhiteSpace(title) && activity["metadata"] is JsonObject metadata && string.IsNullOrEmpty(metadata["displayText"]?.ToString()))
        {
            metadata["displayText"] = title;
        }
    }

    private static List<(string Code, string Label)> Labels(IReadOnlyList<JsonObject> actions)
    {
        var labels = new List<(string, string)>();
        foreach (var action in actions)
        {
            var code = action["code"]?.ToString() ?? "";
            var label = action["label"]?.ToString() is { Length: > 0 } text ? text : code;
            labels.Add((code, labels.Any(l => l.Item2 == label) ? $"{label}（{code}）" : label));
        }

        return labels;
    }

    private static JsonObject New(string label, bool isFirst)
    {
        var action = new JsonObject { ["code"] = label, ["label"] = label, ["tone"] = isFirst ? "primary" : "normal" };
        if (label.Contains('退', StringComparison.Ordinal) || label.Contains('不', StringComparison.Ordinal))
        {
            action["opinionRequired"] = true;
        }

        return action;
    }

    private static List<JsonObject> Actions(JsonObject activity)
    {
        try
        {
            var value = (activity["actions"] as JsonObject)?["expression"]?["value"];
            var list = value is JsonValue text && text.TryGetValue<string>(out var json) ? (json.Trim().Length == 0 ? null : JsonNode.Parse(json)) : value;
            return list is JsonArray array ? [.. array.OfType<JsonObject>()] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void SetActions(JsonObject activity, IEnumerable<JsonObject> actions) => activity["actions"] = new JsonObject
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. actions.Select(a => a.DeepClone())]).ToJsonString(Json) },
    };

    private static List<string>? Texts(JsonNode? wrapped)
    {
        try
        {
            return (wrapped as JsonObject)?["expression"]?["value"] is JsonValue text && text.TryGetValue<string>(out var json) && JsonNode.Parse(json) is JsonArray list
                ? [.. list.Select(l => l?.ToString() ?? "")]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject Wrapped(IEnumerable<string> labels) => new()
    {
        ["typeName"] = "String[]",
        ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. labels.Select(l => JsonValue.Create(l))]).ToJsonString(Json) },
    };

    private static JsonObject Custom(JsonObject activity)
    {
        if (activity["customProperties"] is not JsonObject custom)
        {
            activity["customProperties"] = custom = [];
        }

        return custom;
    }
}
