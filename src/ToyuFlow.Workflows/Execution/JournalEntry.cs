using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Execution;

/// <summary>One line of the log of an instance.</summary>
/// <param name="Sequence">Its number in the instance, from 0, without gaps.</param>
/// <param name="At">When it happened.</param>
/// <param name="ActivityId">The activity of the definition.</param>
/// <param name="NodeId">The path of that activity.</param>
/// <param name="ActivityInstanceId">The run of that activity.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Event">One of <see cref="JournalEvents"/>.</param>
/// <param name="Data">What the activity noted: <c>Outcomes</c>, <c>Reads</c> of a decision, <c>Message</c> of a fault, and its own.</param>
public sealed record JournalEntry(
    long Sequence,
    DateTimeOffset At,
    string ActivityId,
    string NodeId,
    string ActivityInstanceId,
    string ActivityType,
    string Event,
    JsonObject? Data)
{
    /// <inheritdoc/>
    public override string ToString() => Event == JournalEvents.Faulted && Data?["Message"] is { } message ? $"{Event} {ActivityId} ({ActivityType}) : {message}" : $"{Event} {ActivityId} ({ActivityType})";
}
