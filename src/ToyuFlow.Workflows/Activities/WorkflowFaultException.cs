namespace ToyuFlow.Workflows.Activities;

/// <summary>A fault that a definition asked for, with <c>Elsa.Fault</c>.</summary>
/// <param name="message">The message.</param>
/// <param name="code">The code.</param>
/// <param name="category">The category.</param>
/// <param name="faultType">The type, such as System or Business.</param>
public sealed class WorkflowFaultException(string message, string code, string category, string faultType) : Exception(message)
{
    /// <summary>The code.</summary>
    public string Code { get; } = code;

    /// <summary>The category.</summary>
    public string Category { get; } = category;

    /// <summary>The type, such as System or Business.</summary>
    public string FaultType { get; } = faultType;
}
