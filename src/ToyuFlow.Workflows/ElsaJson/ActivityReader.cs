using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.ElsaJson;

/// <summary>Reads the activities of a definition.</summary>
internal sealed class ActivityReader
{
    private int _unnamed;

    public ActivityNode Read(JsonObject json, string parentNodeId)
    {
        var id = ElsaJsonReader.Text(json, "id") is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"activity-{++_unnamed}");
        var nodeId = $"{parentNodeId}:{id}";
        var members = ElsaJsonReader.Objects(json[ElsaJsonReader.Text(json, "type") == "Elsa.Fork" ? "branches" : "activities"]).Where(IsActivity).Select(a => Read(a, nodeId)).ToList();
        var ports = ReadPorts(json, nodeId);
        var metadata = json["metadata"] as JsonObject;
        return new ActivityNode
        {
            Id = id,
            NodeId = nodeId,
            Type = ElsaJsonReader.Text(json, "type") ?? throw new DefinitionFormatException($"活动“{id}”缺少 type。", 0, 0),
            Version = ElsaJsonReader.Number(json, "version") ?? 0,
            Name = ElsaJsonReader.Text(json, "name"),
            DisplayText = metadata is null ? null : ElsaJsonReader.Text(metadata, "displayText"),
            CanStartWorkflow = (json["customProperties"] as JsonObject)?["canStartWorkflow"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True,
            Position = ReadPosition(metadata?["designer"] as JsonObject),
            Json = json,
            Members = members,
            Ports = ports,
            Children = [.. members, .. ports.Values],
            Connections = ReadConnections(json["connections"]),
            Variables = ElsaJsonReader.ReadVariables(json["variables"])
        };
    }

    private static bool IsActivity(JsonObject json) => json["type"] is JsonValue && json.ContainsKey("id");

    /// <summary>An activity in a property of its own (<c>then</c>, <c>body</c>) or in a case of a list (<c>cases[1].activity</c>).</summary>
    private Dictionary<string, ActivityNode> ReadPorts(JsonObject json, string nodeId)
    {
        var ports = new Dictionary<string, ActivityNode>(StringComparer.Ordinal);
        foreach (var (name, value) in json)
        {
            if (value is JsonObject child && IsActivity(child) && child["type"]!.GetValueKind() == JsonValueKind.String && !IsVariable(child))
            {
                ports[name] = Read(child, nodeId);
            }
            else if (name != "activities" && value is JsonArray list)
            {
                for (var i = 0; i < list.Count; i++)
                {
                    if ((list[i] as JsonObject)?["activity"] is JsonObject inner && IsActivity(inner))
                    {
                        ports[string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]")] = Read(inner, nodeId);
                    }
                }
            }
        }

        return ports;
    }

    private static bool IsVariable(JsonObject json) => json.ContainsKey("typeName");

    private static (double, double, double, double)? ReadPosition(JsonObject? designer)
    {
        if (designer?["position"] is not JsonObject position)
        {
            return null;
        }

        var size = designer["size"] as JsonObject;
        return (Coordinate(position, "x"), Coordinate(position, "y"), Coordinate(size, "width"), Coordinate(size, "height"));
    }

    private static double Coordinate(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : 0;

    private static List<Connection> ReadConnections(JsonNode? node)
    {
        var connections = new List<Connection>();
        foreach (var json in ElsaJsonReader.Objects(node))
        {
            var (source, sourcePort) = ReadEnd(json, "source", "Done");
            var (target, targetPort) = ReadEnd(json, "target", "In");

            // A line that hangs in the air on one side is what the designer leaves behind while drawing; Elsa drops it too.
            if (source is { Length: > 0 } && target is { Length: > 0 })
            {
                connections.Add(new Connection(source, sourcePort, target, targetPort));
            }
        }

        return connections;
    }

    private static (string? Id, string Port) ReadEnd(JsonObject json, string end, string usualPort) => json[end] switch
    {
        JsonObject pair => (ElsaJsonReader.Text(pair, "activity"), ElsaJsonReader.Text(pair, "port") ?? usualPort),
        _ => (ElsaJsonReader.Text(json, end), ElsaJsonReader.Text(json, end + "Port") ?? usualPort)
    };
}
