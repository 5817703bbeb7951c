namespace ToyuFlow.Workflows.Execution;

/// <summary>A mail that a workflow sends; the host delivers it after the step.</summary>
/// <param name="To">The addresses that receive it.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Body">Its text.</param>
public sealed record OutgoingEmail(IReadOnlyList<string> To, string Subject, string Body);
