namespace ToyuFlow.Workflows.Incidents;

/// <summary>The incident to retry or skip is not open any more.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="incidentId">The incident.</param>
public sealed class IncidentNotFoundException(string instanceId, string incidentId)
    : InvalidOperationException($"实例 {instanceId} 中没有未处理的异常 {incidentId}。")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The incident.</summary>
    public string IncidentId { get; } = incidentId;
}
