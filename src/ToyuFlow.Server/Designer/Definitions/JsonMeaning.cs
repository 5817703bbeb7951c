using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Two texts of JSON that say the same although one leaves out what is empty and the other writes it down.</summary>
public static class JsonMeaning
{
    /// <summary>The old text if the new one says the same, otherwise the new one.</summary>
    public static JsonNode? Keep(JsonNode? old, JsonNode? now) => (Same(old, now) ? old : now)?.DeepClone();

    public static bool Same(JsonNode? a, JsonNode? b)
    {
        if (IsNothing(a) || IsNothing(b))
        {
            return IsNothing(a) && IsNothing(b);
        }

        return (a, b) switch
        {
            (JsonObject x, JsonObject y) => x.Select(p => p.Key).Union(y.Select(p => p.Key)).All(name => Same(x[name], y[name])),
            (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
            (JsonValue x, JsonValue y) => SameValue(x, y),
            _ => false,
        };
    }

    public static bool IsNothing(JsonNode? node) => node switch
    {
        null => true,
        JsonObject json => json.All(p => IsNothing(p.Value)),
        JsonArray list => list.Count == 0,
        _ => node.GetValueKind() == JsonValueKind.False || (node.GetValueKind() == JsonValueKind.String && node.GetValue<string>().Length == 0),
    };

    private static bool SameValue(JsonValue a, JsonValue b) => (a.GetValueKind(), b.GetValueKind()) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => a.ToString() == b.ToString() || (a.TryGetValue<double>(out var x) && b.TryGetValue<double>(out var y) && x == y),
        (var k, var l) when k == l => a.ToString() == b.ToString(),
        _ => false,
    };
}
