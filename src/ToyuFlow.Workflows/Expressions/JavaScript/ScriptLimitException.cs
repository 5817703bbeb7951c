namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>A script used more than <see cref="ScriptLimits"/> allow. Not a JavaScript error, so that no catch clause of the script sees it.</summary>
internal sealed class ScriptLimitException(string message) : Exception(message);
