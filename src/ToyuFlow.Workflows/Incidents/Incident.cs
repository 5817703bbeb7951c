namespace ToyuFlow.Workflows.Incidents;

/// <summary>An activity of an instance that faulted and has been neither retried nor skipped.</summary>
/// <param name="Id">The id by which it is retried or skipped.</param>
/// <param name="ActivityId">The activity of the definition.</param>
/// <param name="ActivityInstanceId">The run of that activity that faulted.</param>
/// <param name="ActivityType">The activity's type.</param>
/// <param name="Message">What went wrong, in one sentence.</param>
/// <param name="Details">The causes behind it, one a line, if there are any.</param>
/// <param name="At">When it happened.</param>
public sealed record Incident(string Id, string ActivityId, string ActivityInstanceId, string ActivityType, string Message, string? Details, DateTimeOffset At)
{
    /// <summary>When the host runs the activity again by itself; null when that is left to an administrator.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
