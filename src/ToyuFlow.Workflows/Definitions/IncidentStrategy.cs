namespace ToyuFlow.Workflows.Definitions;

/// <summary>What happens to an instance when one of its activities faults.</summary>
public enum IncidentStrategy
{
    /// <summary>The instance becomes faulted; what was already scheduled still runs. An administrator retries or skips.</summary>
    Fault,

    /// <summary>The other branches go on; the faulted activity waits for an administrator.</summary>
    Continue,

    /// <summary>The other branches go on; the faulted activity runs again by itself after a pause, each longer than the last, and then waits for an administrator.</summary>
    Retry
}
