using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>Compares answers by their fields, not their values: what was recorded must be there, of the same kind.</summary>
internal static class Shapes
{
    /// <summary>Maps whose keys are data.</summary>
    private static readonly string[] Open = ["metadata", "activityState", "payload", "outputs", "properties", "options", "input", "output", "activities", "connections", "defaultValue", "constructionProperties", "customProperties", "uiSpecifications"];

    /// <summary>Another one may be recorded than is asked for here.</summary>
    private static readonly string[] Lists = ["items", "stats", "inputs", "ports", "variables", "links", "completionCallbacks", "bookmarks", "incidents", "activityExecutionContexts"];

    public static IEnumerable<string> Missing(JsonNode? recorded, JsonNode? ours, string path = "$")
    {
        switch (recorded, ours)
        {
            case (JsonObject expected, JsonObject found):
                foreach (var (name, value) in expected)
                {
                    if (!found.ContainsKey(name))
                    {
                        yield return $"{path}.{name}";
                    }
                    else if (!Open.Contains(name))
                    {
                        foreach (var missing in Missing(value, found[name], $"{path}.{name}"))
                        {
                            yield return missing;
                        }
                    }
                }

                break;
            case (JsonArray expected, JsonArray found):
                var isList = Lists.Contains(path[(path.LastIndexOf('.') + 1)..]);
                foreach (var (one, number) in found.Select((f, i) => (f, i)).TakeWhile(f => expected.Count > 0 && (isList || f.i < expected.Count)))
                {
                    foreach (var missing in Missing(expected[isList ? 0 : number], one, $"{path}[{number}]"))
                    {
                        yield return missing;
                    }
                }

                break;
            case (not null, not null) when Kind(recorded) != Kind(ours):
                yield return $"{path} is {Kind(ours)}, was {Kind(recorded)}";
                break;
        }
    }

    private static string Kind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "Boolean",
        var kind => kind.ToString(),
    };
}
