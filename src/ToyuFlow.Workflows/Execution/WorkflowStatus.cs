namespace ToyuFlow.Workflows.Execution;

/// <summary>Whether an instance may still move.</summary>
public enum WorkflowStatus
{
    /// <summary>It runs or waits.</summary>
    Running,

    /// <summary>It ended, one way or another.</summary>
    Finished
}

/// <summary>Where exactly an instance stands.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Not started.</summary>
    Pending,

    /// <summary>In the middle of a step.</summary>
    Executing,

    /// <summary>Waiting.</summary>
    Suspended,

    /// <summary>Ended as drawn.</summary>
    Finished,

    /// <summary>Cancelled from outside.</summary>
    Cancelled,

    /// <summary>Ended by an incident; a retry or a skip lets it go on.</summary>
    Faulted
}
