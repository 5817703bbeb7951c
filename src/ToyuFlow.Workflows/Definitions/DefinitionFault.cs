namespace ToyuFlow.Workflows.Definitions;

/// <summary>Something wrong with a definition.</summary>
/// <param name="ActivityId">The activity that it is about, if it is about one.</param>
/// <param name="Code">A stable code, one of <see cref="FaultCodes"/>.</param>
/// <param name="Message">What is wrong, in Chinese, for administrators.</param>
/// <param name="Severity">Whether the definition can run all the same.</param>
public sealed record DefinitionFault(string? ActivityId, string Code, string Message, FaultSeverity Severity = FaultSeverity.Error);
