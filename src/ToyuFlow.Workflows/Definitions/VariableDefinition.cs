using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>A variable that a workflow or a container declares.</summary>
/// <param name="Id">The id by which outputs and SetVariable refer to it.</param>
/// <param name="Name">The name that expressions use.</param>
/// <param name="TypeName">Its type as an alias (Int32, String, Object …).</param>
/// <param name="Default">Its value at the start, already converted to its type.</param>
/// <param name="IsPersisted">Whether its value survives a suspension. A variable in memory starts again from its default.</param>
public sealed record VariableDefinition(string Id, string Name, string TypeName, JsonNode? Default, bool IsPersisted);
