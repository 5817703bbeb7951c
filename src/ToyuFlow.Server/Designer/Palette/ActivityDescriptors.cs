using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Layout;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Server.Designer.Palette;

/// <summary>The catalog of activities in the words of Elsa Studio. Built once for a county, a language and the lists that it offers; the same answer has the same tag.</summary>
public sealed class ActivityDescriptors(ActivityCatalog catalog, Choices choices, Texts texts)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ConcurrentDictionary<string, DescriptorAnswer> _answers = new();

    public DescriptorAnswer For(string tenantId) => _answers.GetOrAdd($"{tenantId}|{Texts.IsEnglish}|{string.Join('|', choices.Of("definitions", tenantId))}", _ => Build(tenantId));

    private DescriptorAnswer Build(string tenantId)
    {
        var items = new JsonArray([.. catalog.Descriptors.Select(d => Describe(d, tenantId)).Append(Workflow())]);
        var body = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["items"] = items, ["count"] = items.Count }, Json);
        return new DescriptorAnswer(body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"");
    }

    private JsonObject Describe(ActivityDescriptor activity, string tenantId)
    {
        var palette = PaletteFile.Instance.Of(activity.TypeName);
        var (space, name) = activity.TypeName.LastIndexOf('.') is var dot and > 0 ? (activity.TypeName[..dot], activity.TypeName[(dot + 1)..]) : ("", activity.TypeName);
        var inputs = activity.Inputs.Select(i => Input(activity, i, palette.Input(i.Name), tenantId))
            .Concat(palette.Inputs.Where(p => p.Value.Add).Select(p => Input(activity, new ActivityInput(p.Key), p.Value, tenantId)));
        if (activity.TypeName == ApprovalTaskActivity.TypeName)
        {
            inputs = inputs.Append(ApprovalTaskResults.Input(texts));
        }

        return new JsonObject
        {
            ["typeName"] = activity.TypeName,
            ["namespace"] = space,
            ["name"] = texts[palette.Name ?? activity.DisplayName],
            ["version"] = activity.Version,
            ["category"] = texts[palette.Category ?? PaletteFile.Instance.Categories.GetValueOrDefault(activity.Category, activity.Category)],
            ["displayName"] = texts[palette.Name ?? activity.DisplayName],
            ["description"] = activity.Description is { } description ? texts[description] : null,
            ["inputs"] = new JsonArray([.. inputs]),
            ["outputs"] = new JsonArray([.. activity.Outputs.Select(Output)]),
            ["kind"] = activity.IsTrigger ? "Trigger" : "Action",
            ["runAsynchronously"] = false,
            ["ports"] = new JsonArray([.. Ports(activity, name)]),
            ["customProperties"] = new JsonObject(),
            ["constructionProperties"] = activity.TypeName == ApprovalTaskActivity.TypeName ? ApprovalTaskResults.ForNew() : new JsonObject(),
            ["isContainer"] = activity.IsContainer,
            ["isBrowsable"] = !palette.Hidden,
            ["isStart"] = activity.TypeName == "Elsa.Start",
            ["isTerminal"] = activity.IsTerminal,
        };
    }

    private JsonObject Input(ActivityDescriptor activity, ActivityInput input, PaletteInput palette, string tenantId)
    {
        var options = palette.Choices is { } list ? choices.Of(list, tenantId)
            : palette.Options is { } named ? [.. named.Select(o => new Choice(o.Key, texts[o.Value]))]
            : input.Options is { } plain ? [.. plain.Select(o => new Choice(o, texts[o]))]
            : (IReadOnlyList<Choice>?)null;
        var hint = palette.Hint ?? (options is not null ? "dropdown" : Hint(input));
        return new JsonObject
        {
            ["name"] = input.Name,
            ["typeName"] = palette.Type ?? TypeName(input.Type),
            ["displayName"] = texts[palette.Name ?? input.DisplayName ?? input.Name],
            ["description"] = (palette.Description ?? input.Description) is { } description ? texts[description] : null,
            ["category"] = palette.Group is { } group ? texts[group] : null,
            ["order"] = palette.Order ?? 50,
            ["isBrowsable"] = true,
            ["uiHint"] = hint,
            ["isWrapped"] = !palette.Bare,
            ["defaultValue"] = palette.Default is { } value ? JsonValue.Create(value) : input.Default?.DeepClone(),
            ["defaultSyntax"] = palette.Syntax ?? "Literal",
            ["isReadOnly"] = false,
            ["isSensitive"] = false,
            ["autoEvaluate"] = input.AutoEvaluate,
            ["isSynthetic"] = false,
            ["uiSpecifications"] = Specifications(hint, options, palette, PaletteFile.Instance.Of(activity.TypeName).Fixed),
        };
    }

    internal static JsonObject? Specifications(string hint, IReadOnlyList<Choice>? options, PaletteInput palette, IReadOnlyList<string> fixedOutcomes) => hint switch
    {
        "dropdown" => new JsonObject { ["dropdown"] = new JsonObject { ["selectList"] = Items(options) } },
        "radiolist" => new JsonObject { ["radiolist"] = new JsonObject { ["radioList"] = Items(options) } },
        "checklist" => new JsonObject { ["checklist"] = new JsonObject { ["checkList"] = Items(options, checkable: true) } },
        "code-editor" => new JsonObject { ["code-editor"] = new JsonObject { ["editorHeight"] = 1, ["language"] = palette.Language ?? "javascript" } },
        "dynamic-outcomes" when fixedOutcomes.Count > 0 => new JsonObject { ["DynamicOutcomesOptions"] = new JsonObject { ["fixedOutcomes"] = new JsonArray([.. fixedOutcomes]) } },
        _ => null,
    };

    private static JsonObject Items(IReadOnlyList<Choice>? options, bool checkable = false) => new()
    {
        ["items"] = new JsonArray([.. (options ?? []).Select(o => checkable
            ? new JsonObject { ["text"] = o.Text, ["value"] = o.Value, ["isChecked"] = false }
            : new JsonObject { ["text"] = o.Text, ["value"] = o.Value })]),
        ["isFlagsEnum"] = false,
    };

    private JsonObject Output(ActivityOutput output) => new()
    {
        ["name"] = output.Name,
        ["typeName"] = TypeName(output.Type),
        ["displayName"] = texts[output.DisplayName ?? "结果"],
        ["description"] = output.Description,
        ["order"] = 0,
        ["isBrowsable"] = true,
        ["isSynthetic"] = false,
    };

    private IEnumerable<JsonObject> Ports(ActivityDescriptor activity, string name)
    {
        foreach (var embedded in activity.EmbeddedPorts)
        {
            yield return Port(embedded, "Embedded");
        }

        // Without an activity only those outcomes are known that do not depend on how it is filled in.
        var empty = new ToyuFlow.Workflows.Definitions.ActivityNode { Id = name, NodeId = name, Type = activity.TypeName, Version = activity.Version, Json = [] };
        foreach (var port in activity.IsTerminal ? [] : activity.Ports.Of(empty) ?? [])
        {
            yield return Port(port, "Flow");
        }
    }

    private JsonObject Port(string name, string type) => new()
    {
        ["name"] = name,
        ["displayName"] = texts[PaletteFile.Instance.Ports.GetValueOrDefault(name, name)],
        ["type"] = type,
        ["isBrowsable"] = true,
    };

    /// <summary>Old saves and instances name the workflow itself.</summary>
    private JsonObject Workflow() => Describe(new ActivityDescriptor("Elsa.Workflow", 1, "流程", "Workflows", "流程本身。", [], [], ActivityPorts.Done) { IsContainer = true }, "");

    private static string Hint(ActivityInput input) => input.UIHint switch
    {
        "single-line" => input.Type == DataType.Boolean ? "checkbox" : "singleline",
        "multi-line" => "multiline",
        var other => other,
    };

    internal static string TypeName(DataType type) => type switch
    {
        DataType.Integer => "Int32",
        DataType.Number => "Double",
        DataType.DateTime => "DateTimeOffset",
        DataType.StringList => "String[]",
        _ => type.ToString(),
    };
}

/// <param name="Tag">Changes when the answer does.</param>
public sealed record DescriptorAnswer(byte[] Body, string Tag);
