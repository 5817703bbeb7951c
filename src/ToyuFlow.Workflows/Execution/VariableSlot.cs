using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Execution;

/// <summary>The value of a variable in the run of the container that declares it.</summary>
internal sealed class VariableSlot(string id, string name, JsonNode? value, bool isPersisted)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public JsonNode? Value { get; set; } = value;

    public bool IsPersisted { get; } = isPersisted;

    /// <summary>The type that the definition gives it; null for one that a script or a loop made.</summary>
    public string? TypeName { get; set; }

    /// <summary>Sets the value, converted to the variable's type.</summary>
    public void Assign(JsonNode? value) => Value = TypeName is null ? value : ValueConversion.ToVariable(TypeName, value);
}
