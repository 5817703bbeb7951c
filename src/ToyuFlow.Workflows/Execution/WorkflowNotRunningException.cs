namespace ToyuFlow.Workflows.Execution;

/// <summary>A stimulus came for an instance that has ended.</summary>
/// <param name="instanceId">The instance.</param>
/// <param name="subStatus">How it ended.</param>
public sealed class WorkflowNotRunningException(string instanceId, WorkflowSubStatus subStatus)
    : InvalidOperationException($"实例 {instanceId} 已经结束（{subStatus}），不能继续。")
{
    /// <summary>The instance.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>How it ended.</summary>
    public WorkflowSubStatus SubStatus { get; } = subStatus;
}
