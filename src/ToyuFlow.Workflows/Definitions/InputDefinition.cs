namespace ToyuFlow.Workflows.Definitions;

/// <summary>A value that a start of the workflow may pass in.</summary>
/// <param name="Name">The name that expressions use.</param>
/// <param name="TypeName">Its type as an alias (Int32, String, Object …).</param>
/// <param name="IsPersisted">Whether it survives the first suspension. As in Elsa, an input without a storage driver does not.</param>
public sealed record InputDefinition(string Name, string TypeName, bool IsPersisted);
