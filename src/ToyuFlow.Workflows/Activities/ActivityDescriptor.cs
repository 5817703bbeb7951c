namespace ToyuFlow.Workflows.Activities;

/// <summary>A type of activity: what it is called, what goes in and out, and how a flowchart goes on after it.</summary>
/// <param name="TypeName">The type as definitions write it, for instance <c>Elsa.RunTask</c>.</param>
/// <param name="Version">The version of the type, from 1.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Category">The group in which a designer lists it.</param>
/// <param name="Description">What it does.</param>
/// <param name="Inputs">Its inputs, in the order in which they are evaluated.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Ports">Its outcomes in a flowchart.</param>
public sealed record ActivityDescriptor(
    string TypeName,
    int Version,
    string DisplayName,
    string Category,
    string? Description,
    IReadOnlyList<ActivityInput> Inputs,
    IReadOnlyList<ActivityOutput> Outputs,
    ActivityPorts Ports)
{
    /// <summary>The properties that hold an activity inside it, such as <c>Then</c> and <c>Body</c>.</summary>
    public IReadOnlyList<string> EmbeddedPorts { get; init; } = [];

    /// <summary>Whether it holds a list of activities.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Whether its completion completes the container that it is in.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether it may start a workflow.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Whether an instance may wait in it.</summary>
    public bool MayWait { get; init; }

    /// <summary>Whether it may run a second time when the instance goes back before it. What came with the engine always may.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Whether it came with the engine.</summary>
    public bool IsBuiltIn { get; init; }
}
