namespace ToyuFlow.Workflows.Definitions;

/// <summary>A value that the workflow gives out.</summary>
/// <param name="Name">The name under which it is given out.</param>
/// <param name="TypeName">Its type as an alias (Int32, String, Object …).</param>
public sealed record OutputDefinition(string Name, string TypeName);
