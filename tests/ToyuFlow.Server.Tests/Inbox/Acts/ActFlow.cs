using System.Text.Json.Nodes;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.Acts;

/// <summary>A flow of approval steps and lines between them, as the designer would save it.</summary>
internal static class ActFlow
{
    /// <param name="lines">“from:port->to”.</param>
    public static JsonObject Definition(IEnumerable<JsonNode> activities, IEnumerable<string> lines) => new()
    {
        ["id"] = "acts-test",
        ["definitionId"] = "registration",
        ["name"] = "示例办理流程",
        ["version"] = 1,
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray([.. activities]),
            ["connections"] = new JsonArray([.. lines.Select(Line)]),
        },
    };

    public static JsonObject Step(string id, string role, string post, params (string Name, JsonNode? Value)[] settings)
    {
        var step = new JsonObject
        {
            ["id"] = id,
            ["type"] = ApprovalTaskActivity.TypeName,
            ["version"] = 1,
            ["title"] = SigningFlow.Literal($"示例环节 {id}"),
            ["stepCode"] = SigningFlow.Literal(id),
            ["role"] = SigningFlow.Literal(role),
            ["post"] = SigningFlow.Literal(post),
            ["limit"] = SigningFlow.Literal("5 wd"),
            ["actions"] = SigningFlow.List("""[{"code":"Agree","label":"同意","tone":"primary"},{"code":"Refuse","label":"不同意","tone":"danger"}]"""),
        };
        foreach (var (name, value) in settings)
        {
            step[name] = value?.DeepClone();
        }

        return step;
    }

    public static JsonObject Automatic(string id, string type, params (string Name, string Value)[] settings)
    {
        var step = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in settings)
        {
            step[name] = SigningFlow.Literal(value);
        }

        return step;
    }

    private static JsonNode Line(string line)
    {
        var (from, to) = (line.Split("->")[0].Split(':'), line.Split("->")[1]);
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from[0], ["port"] = from[1] },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        };
    }
}
