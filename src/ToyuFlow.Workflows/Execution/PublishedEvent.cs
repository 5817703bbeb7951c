using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Execution;

/// <summary>An event that an activity published; the host delivers it after the step.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Payload">What comes with it.</param>
/// <param name="CorrelationId">Only instances with this correlation id receive it, if it is given.</param>
/// <param name="InstanceId">Only this instance receives it, if it is given.</param>
public sealed record PublishedEvent(string Name, JsonNode? Payload, string? CorrelationId, string? InstanceId);
