using System.Text.Json.Nodes;
using ToyuFlow.Server.Designer.Palette;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>A definition on its way to Elsa Studio and back: what Studio needs is filled in, and taken off again on saving.</summary>
public static class StudioJson
{
    private const string Workflow = "Workflow1";

    /// <summary>Fields that the server alone decides on.</summary>
    internal static readonly string[] Ours = ["id", "definitionId", "version", "isLatest", "isPublished", "createdAt", "links", "toolVersion", "tenantId", "isReadonly", "isSystem", "materializerName", "providerName", "usableAsActivity", "isMaterializerAvailable"];

    /// <summary>The stored definition as Studio reads it.</summary>
    public static JsonObject ForStudio(JsonObject stored)
    {
        var shown = stored.DeepClone().AsObject();
        if (shown["root"] is JsonObject root)
        {
            Prepare(root, Workflow);
        }

        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes" })
        {
            shown[list] ??= new JsonArray();
        }

        foreach (var variable in shown["variables"]!.AsArray().OfType<JsonObject>())
        {
            variable["value"] ??= null;
        }

        foreach (var input in shown["inputs"]!.AsArray().OfType<JsonObject>())
        {
            input["isArray"] ??= false;
        }

        shown["customProperties"] ??= new JsonObject();
        shown["options"] ??= new JsonObject();
        return shown;
    }

    /// <summary>What Studio sent, on top of what was stored: nothing that Studio does not know is lost, and what it only wrote in other words stays as it was.</summary>
    /// <param name="isFile">It is a file that Studio only handed on, with places as files have them.</param>
    public static JsonObject FromStudio(JsonObject sent, JsonObject? stored, bool isFile = false)
    {
        var result = stored?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in sent)
        {
            if (!Ours.Contains(name) && name != "root" && (value is not null || result.ContainsKey(name)))
            {
                result[name] = JsonMeaning.Keep(result[name], value);
            }
        }

        var root = sent["root"]!.DeepClone().AsObject();
        Adopt(root);
        FillIds(root, Workflow);
        if (!isFile)
        {
            Placement.Gather(root);
        }

        var before = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        Collect(stored?["root"] as JsonObject, before);
        result["root"] = Keep(root, before);
        return result;
    }

    /// <summary>Every activity, outermost first.</summary>
    public static IEnumerable<JsonObject> Activities(JsonObject activity)
    {
        yield return activity;
        foreach (var child in Children(activity))
        {
            foreach (var inner in Activities(child))
            {
                yield return inner;
            }
        }
    }

    /// <summary>Node ids in every activity, the lists that the canvas wants, places for those that have none.</summary>
    private static void Prepare(JsonObject root, string parent)
    {
        FillIds(root, parent);
        foreach (var container in Activities(root).Where(IsFlowchart).ToList())
        {
            var members = Members(container).ToDictionary(m => m["id"]!.ToString(), StringComparer.Ordinal);
            var lines = Lines(container).ToList();
            foreach (var line in lines.Where(l => !members.ContainsKey(End(l, "source")) || !members.ContainsKey(End(l, "target"))))
            {
                // A line to nothing would keep the canvas from drawing at all.
                container["connections"]!.AsArray().Remove(line);
            }

            foreach (var task in members.Values.Where(ApprovalTaskResults.IsApprovalTask))
            {
                ApprovalTaskResults.Show(task, Leaving(lines, task));
            }

            Placement.Fill(container);
        }

        Placement.Spread(root);
    }

    private static void Adopt(JsonObject root)
    {
        foreach (var container in Activities(root).Where(IsFlowchart).ToList())
        {
            var lines = Lines(container).ToList();
            foreach (var task in Members(container).Where(ApprovalTaskResults.IsApprovalTask))
            {
                ApprovalTaskResults.Adopt(task, Leaving(lines, task));
            }
        }
    }

    private static void FillIds(JsonObject activity, string parent)
    {
        activity["id"] ??= Guid.CreateVersion7().ToString("N")[^16..];
        var nodeId = $"{parent}:{activity["id"]}";
        activity["nodeId"] = nodeId;
        if (IsFlowchart(activity))
        {
            activity["activities"] ??= new JsonArray();
            activity["connections"] ??= new JsonArray();
            activity["variables"] ??= new JsonArray();
            activity["customProperties"] ??= new JsonObject { ["notFoundConnections"] = new JsonArray(), ["canStartWorkflow"] = false, ["runAsynchronously"] = false };
            activity["metadata"] ??= new JsonObject();
        }

        foreach (var child in Children(activity))
        {
            FillIds(child, nodeId);
        }
    }

    private static void Collect(JsonObject? root, Dictionary<string, JsonObject> found)
    {
        foreach (var activity in root is null ? [] : Activities(root))
        {
            found.TryAdd(activity["id"]?.ToString() ?? "", activity);
        }
    }

    /// <summary>An activity without its children that says the same as before stays as it was, field for field.</summary>
    private static JsonObject Keep(JsonObject activity, Dictionary<string, JsonObject> before)
    {
        if (!before.TryGetValue(activity["id"]?.ToString() ?? "", out var old))
        {
            return activity.DeepClone().AsObject();
        }

        var kept = new JsonObject();
        foreach (var (name, value) in old)
        {
            if (activity.ContainsKey(name) || JsonMeaning.IsNothing(value))
            {
                kept[name] = null;
            }
        }

        foreach (var (name, value) in activity)
        {
            kept[name] = name == "activities" && value is JsonArray members
                ? new JsonArray([.. members.Select(m => m is JsonObject member ? Keep(member, before) : m?.DeepClone())])
                : JsonMeaning.Keep(old[name], value);
        }

        foreach (var (name, value) in old.Where(o => kept.ContainsKey(o.Key) && !activity.ContainsKey(o.Key)).ToList())
        {
            kept[name] = value?.DeepClone();
        }

        foreach (var (name, value) in kept.Where(k => !old.ContainsKey(k.Key) && JsonMeaning.IsNothing(k.Value)).ToList())
        {
            kept.Remove(name);
        }

        return kept;
    }

    private static IEnumerable<JsonObject> Children(JsonObject activity) => Inside(activity).Select(c => c.Activity);

    /// <summary>The activities directly inside one, with the property that holds them.</summary>
    internal static IEnumerable<(JsonObject Activity, string Port)> Inside(JsonObject activity)
    {
        foreach (var (name, value) in activity)
        {
            if (value is JsonArray list)
            {
                foreach (var item in list.OfType<JsonObject>())
                {
                    if (name == "activities" && IsActivity(item))
                    {
                        yield return (item, name);
                    }
                    else if (item["activity"] is JsonObject inner && IsActivity(inner))
                    {
                        yield return (inner, name);
                    }
                }
            }
            else if (value is JsonObject child && IsActivity(child))
            {
                yield return (child, name);
            }
        }
    }

    private static bool IsActivity(JsonObject json) => json["type"] is JsonValue type && type.GetValueKind() == System.Text.Json.JsonValueKind.String && json.ContainsKey("version") && !json.ContainsKey("typeName");

    internal static bool IsFlowchart(JsonObject activity) => activity["type"]?.ToString() == "Elsa.Flowchart";

    internal static IEnumerable<JsonObject> Members(JsonObject container) => (container["activities"] as JsonArray ?? []).OfType<JsonObject>().Where(m => m["id"] is not null);

    internal static IEnumerable<JsonObject> Lines(JsonObject container) => (container["connections"] as JsonArray ?? []).OfType<JsonObject>();

    internal static string End(JsonObject line, string side) => (line[side] as JsonObject)?["activity"]?.ToString() ?? "";

    private static IEnumerable<JsonObject> Leaving(IEnumerable<JsonObject> lines, JsonObject activity) =>
        lines.Where(l => End(l, "source") == activity["id"]!.ToString()).Select(l => l["source"]!.AsObject());
}
