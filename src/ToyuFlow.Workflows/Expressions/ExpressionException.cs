namespace ToyuFlow.Workflows.Expressions;

/// <summary>An expression could not be evaluated.</summary>
/// <param name="message">What is wrong, in Chinese where it is ours to say.</param>
/// <param name="inner">The cause, if there is another.</param>
public sealed class ExpressionException(string message, Exception? inner = null) : Exception(message, inner);
