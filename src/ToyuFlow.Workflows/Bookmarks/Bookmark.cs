using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Bookmarks;

/// <summary>A place where an instance waits for something from outside.</summary>
/// <param name="Id">The id by which it is resumed.</param>
/// <param name="Kind">What it waits for: <c>RunTask</c>, <c>Event</c>, <c>Delay</c> or the kind of a custom activity.</param>
/// <param name="Name">A name within the kind: the task's or the event's.</param>
/// <param name="ActivityId">The activity of the definition that waits.</param>
/// <param name="ActivityInstanceId">The run of that activity.</param>
/// <param name="ActivityType">The activity's type.</param>
/// <param name="Payload">What the activity stored with it. Do not change it.</param>
/// <param name="DueAt">When it resumes by itself, if it is a timer.</param>
/// <param name="CreatedAt">When the instance began to wait.</param>
public sealed record Bookmark(
    string Id,
    string Kind,
    string? Name,
    string ActivityId,
    string ActivityInstanceId,
    string ActivityType,
    JsonObject Payload,
    DateTimeOffset? DueAt,
    DateTimeOffset CreatedAt);
