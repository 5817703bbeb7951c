using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>Changes definitions as the canvas does.</summary>
internal static class Flows
{
    public static JsonObject Activity(this JsonObject definition, string id) => definition["root"]!["activities"]!.AsArray().OfType<JsonObject>().First(a => a["id"]!.ToString() == id);

    public static IEnumerable<(string From, string Port, string To)> Lines(this JsonObject definition) => definition["root"]!["connections"]!.AsArray()
        .Select(c => (c!["source"]!["activity"]!.ToString(), c["source"]!["port"]!.ToString(), c["target"]!["activity"]!.ToString()));

    public static string Literal(this JsonObject activity, string input) => activity[input]!["expression"]!["value"]!.ToString();

    /// <summary>A human step as it is dropped from the toolbox, filled in, put into the line from one step to another.</summary>
    public static JsonObject InsertTask(this JsonObject definition, string id, string from, string port, string to)
    {
        definition["root"]!["activities"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["id"] = id,
            ["nodeId"] = $"{definition["root"]!["nodeId"]}:{id}",
            ["name"] = "人工审批1",
            ["type"] = "ToyuFlow.ApprovalTask",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = 900, ["y"] = 500 } } },
            ["title"] = Wrap("示例复核"),
            ["role"] = Wrap("HEALTH"),
            ["limit"] = Wrap("5 wd"),
            ["post"] = Wrap("review"),
            ["results"] = new JsonObject { ["typeName"] = "String[]", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = "[\"同意\",\"退回\"]" } },
        });
        definition.Disconnect(from, port);
        return definition.Connect(from, port, id).Connect(id, "同意", to).Connect(id, "退回", from);
    }

    public static JsonObject Connect(this JsonObject definition, string from, string port, string to)
    {
        definition["root"]!["connections"]!.AsArray().Add((JsonNode)new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
            ["vertices"] = new JsonArray(),
        });
        return definition;
    }

    public static void Disconnect(this JsonObject definition, string from, string port)
    {
        var lines = definition["root"]!["connections"]!.AsArray();
        foreach (var line in lines.Where(l => l!["source"]!["activity"]!.ToString() == from && l["source"]!["port"]!.ToString() == port).ToList())
        {
            lines.Remove(line);
        }
    }

    public static JsonObject Wrap(string value, string type = "Literal") => new() { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = type, ["value"] = value }, ["memoryReference"] = null };
}
