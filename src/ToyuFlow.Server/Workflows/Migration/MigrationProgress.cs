using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Workflows.Migration;

/// <summary>How far a migration has come; lies in its row of the timer table, so that it goes on after a restart.</summary>
/// <param name="After">The last instance that was looked at.</param>
/// <param name="Who">Who ordered it.</param>
public sealed record MigrationProgress(string DefinitionId, Guid After, int Done, int Refused, int Total, string Who)
{
    public int Percent => Total == 0 ? 100 : Math.Min(100, (Done + Refused) * 100 / Total);

    public JsonObject ToJson() => new() { ["definition"] = DefinitionId, ["after"] = After.ToString(), ["done"] = Done, ["refused"] = Refused, ["total"] = Total, ["who"] = Who };

    public static MigrationProgress Read(string json) => Read(JsonNode.Parse(json)!.AsObject());

    public static MigrationProgress Read(JsonObject json) => new(
        json["definition"]!.GetValue<string>(), Guid.Parse(json["after"]!.GetValue<string>()), json["done"]!.GetValue<int>(), json["refused"]!.GetValue<int>(), json["total"]!.GetValue<int>(), json["who"]!.GetValue<string>());
}
