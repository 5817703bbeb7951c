using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Execution;

/// <summary>The value of a variable in the run of the container that declares it.</summary>
internal sealed class VariableSlot(string id, string name, JsonNode? value, bool isPersisted)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public JsonNode? Value { get; set; } = value;

    public bool IsPersisted { get; } = isPersisted;
}
