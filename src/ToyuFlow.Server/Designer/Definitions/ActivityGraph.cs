using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>A part of a definition as a tree of nodes, for a designer that opens what is inside an activity.</summary>
public static class ActivityGraph
{
    public static JsonObject Of(JsonObject activity, string? port = null) => new()
    {
        ["activity"] = activity.DeepClone(),
        ["nodeId"] = activity["nodeId"]?.DeepClone(),
        ["port"] = port,
        ["children"] = new JsonArray([.. StudioJson.Inside(activity).Select(c => Of(c.Activity, c.Port))]),
    };

    /// <summary>The way from the outermost activity to one inside it; null when that is not there.</summary>
    public static JsonObject? Segments(JsonObject root, string nodeId)
    {
        var way = new List<(JsonObject Activity, string Port)>();
        if (!Walk(root, nodeId, way))
        {
            return null;
        }

        return new JsonObject
        {
            ["childNode"] = Of(way.Count == 0 ? root : way[^1].Activity),
            ["container"] = Of(way.Count < 2 ? root : way[^2].Activity),
            ["pathSegments"] = new JsonArray([.. way.Select(w => new JsonObject
            {
                ["activityNodeId"] = w.Activity["nodeId"]?.DeepClone(),
                ["activityId"] = w.Activity["id"]?.DeepClone(),
                ["activityType"] = w.Activity["type"]?.DeepClone(),
                ["portName"] = w.Port,
                ["activityName"] = w.Activity["name"]?.DeepClone(),
            })]),
        };
    }

    private static bool Walk(JsonObject activity, string nodeId, List<(JsonObject, string)> way)
    {
        if (activity["nodeId"]?.ToString() == nodeId)
        {
            return true;
        }

        foreach (var (child, port) in StudioJson.Inside(activity))
        {
            way.Add((child, port));
            if (Walk(child, nodeId, way))
            {
                return true;
            }

            way.RemoveAt(way.Count - 1);
        }

        return false;
    }
}
