using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Layout.FlowPictures;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Gives a flowchart a readable layout where its file has none; one that somebody has drawn stays as it is.</summary>
public static class Placement
{
    /// <summary>Studio writes the names of the ways out between its boxes, our own picture does not: there the same places are drawn further apart.</summary>
    private const double Wider = 1.75;
    private const double Higher = 1.25;

    public static void Spread(JsonObject root) => Scale(root, Wider, Higher);

    public static void Gather(JsonObject root) => Scale(root, 1 / Wider, 1 / Higher);

    public static void Fill(JsonObject flowchart)
    {
        var members = StudioJson.Members(flowchart).ToList();
        var missing = members.Where(m => Designer(m)?["position"] is not JsonObject).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var picture = new FlowPicture("", [.. members.Select(m => new FlowNode(m["id"]!.ToString(), Label(m), Kind(m)))],
            [.. StudioJson.Lines(flowchart).Select(l => new FlowConnection(StudioJson.End(l, "source"), StudioJson.End(l, "target"), "　　　　"))]);
        var places = FlowDrawing.Of(picture).Boxes.ToDictionary(b => b.Node.Id);
        var placed = missing.Count == members.Count ? members : missing;
        var below = members.Except(placed).Select(m => Number(Designer(m)!["position"]!["y"]) + 120).DefaultIfEmpty(0).Max();
        foreach (var member in placed)
        {
            var box = places[member["id"]!.ToString()];
            Place(member, Math.Round(box.X), Math.Round(box.MiddleY + below));
        }
    }

    private static void Scale(JsonObject root, double wider, double higher)
    {
        foreach (var activity in StudioJson.Activities(root))
        {
            Move(Designer(activity)?["position"] as JsonObject, wider, higher);
            foreach (var corner in StudioJson.Lines(activity).SelectMany(l => l["vertices"] as JsonArray ?? []).OfType<JsonObject>())
            {
                Move(corner, wider, higher);
            }
        }
    }

    private static void Move(JsonObject? place, double wider, double higher)
    {
        if (place?["x"] is JsonValue && place["y"] is JsonValue)
        {
            place["x"] = Math.Round(Number(place["x"]) * wider, 2);
            place["y"] = Math.Round(Number(place["y"]) * higher, 2);
        }
    }

    private static void Place(JsonObject member, double x, double y)
    {
        if (member["metadata"] is not JsonObject metadata)
        {
            member["metadata"] = metadata = [];
        }

        metadata["designer"] = new JsonObject
        {
            ["position"] = new JsonObject { ["x"] = x, ["y"] = y },
            ["size"] = new JsonObject { ["width"] = 180, ["height"] = 60 },
        };
    }

    private static JsonObject? Designer(JsonObject member) => (member["metadata"] as JsonObject)?["designer"] as JsonObject;

    private static double Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : 0;

    private static string Label(JsonObject member) => (member["metadata"] as JsonObject)?["displayText"]?.ToString() ?? member["name"]?.ToString() ?? member["id"]!.ToString();

    private static FlowNodeKind Kind(JsonObject member) => member["type"]?.ToString() switch
    {
        "Elsa.Start" => FlowNodeKind.Start,
        "Elsa.End" or "Elsa.Finish" => FlowNodeKind.End,
        _ => FlowNodeKind.Task,
    };
}
