using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Inbox.Acts;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.RandomActs;

/// <summary>A clock, a post, two parallel branches, a round of all and a vote.</summary>
internal static class RandomFlow
{
    public static readonly string[] Officers =
        ["luxian-samr-accept", "luxian-samr-review", "luxian-samr-approve", "luxian-health-accept", "luxian-health-review", "luxian-health-approve", "luxian-housing-inspect"];

    public static readonly string[] Heads = ["luxian-samr-approve", "luxian-health-approve"];

    public const string Clock = "registration.profit";

    public static JsonObject Definition()
    {
        var clock = ActFlow.Automatic("clock", "ToyuFlow.Clock", ("operation", "start"), ("code", Clock), ("reason", "示例受理"));
        var accepted = ActFlow.Automatic("accepted", "ToyuFlow.CaseStatus", ("status", "Accepted"));
        var status = ActFlow.Automatic("approved", "ToyuFlow.CaseStatus", ("status", "Approved"));
        JsonNode[] steps = [clock, accepted, Step("a"), Step("b", SigningFlow.Mode("all"), Signers(0, 3, 6)), Step("c", ("limit", SigningFlow.Literal(Clock))), Step("d", SigningFlow.Mode("vote"), Signers(1, 4, 5)), status];
        string[] lines = ["clock:Done->accepted", "accepted:Done->a", "a:Agree->b", "a:Refuse->b", "a:Agree->c", "a:Refuse->c", "b:Agree->d", "b:Refuse->d", "c:Agree->d", "c:Refuse->d", "d:Agree->approved", "d:Refuse->approved"];
        return ActFlow.Definition(steps, lines);
    }

    private static (string Name, JsonNode? Value) Signers(params int[] officers) => SigningFlow.People([.. officers.Select(o => (Officers[o], 1L, (string?)null))]);

    private static JsonObject Step(string id, params (string Name, JsonNode? Value)[] settings) => ActFlow.Step(id, id == "c" ? "HEALTH" : "SAMR", "review", settings);
}
