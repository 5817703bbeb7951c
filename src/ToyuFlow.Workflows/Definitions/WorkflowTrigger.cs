namespace ToyuFlow.Workflows.Definitions;

/// <summary>Something that starts a definition.</summary>
/// <param name="ActivityId">The activity that is triggered.</param>
/// <param name="Kind">What it waits for, one of the bookmark kinds.</param>
/// <param name="Name">The event's name, the cron expression, or null.</param>
/// <param name="Interval">How often, for a timer.</param>
/// <param name="At">When, for a point in time.</param>
public sealed record WorkflowTrigger(string ActivityId, string Kind, string? Name, TimeSpan? Interval, DateTimeOffset? At)
{
    /// <summary>The methods that a request may have, in capitals, for a path.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];
}
