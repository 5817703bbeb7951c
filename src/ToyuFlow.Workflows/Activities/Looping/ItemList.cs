using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Looping;

/// <summary>The items of a loop, and what a round of it sees.</summary>
internal static class ItemList
{
    public static JsonArray Read(JsonNode? value) => value switch
    {
        null => [],
        JsonArray array => array.DeepClone().AsArray(),
        _ => [value.DeepClone()]
    };

    public static List<VariableSlot> Variables(int index, JsonNode? item) =>
    [
        new VariableSlot("CurrentIndex", "CurrentIndex", JsonValue.Create(index), true),
        new VariableSlot("CurrentValue", "CurrentValue", item?.DeepClone(), true)
    ];
}
