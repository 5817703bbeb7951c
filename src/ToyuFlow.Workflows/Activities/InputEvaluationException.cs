namespace ToyuFlow.Workflows.Activities;

/// <summary>The expression of an input failed.</summary>
/// <param name="inputName">The input.</param>
/// <param name="inner">Why.</param>
public sealed class InputEvaluationException(string inputName, Exception inner) : Exception($"Failed to evaluate activity input '{inputName}'", inner)
{
    /// <summary>The input.</summary>
    public string InputName { get; } = inputName;
}
