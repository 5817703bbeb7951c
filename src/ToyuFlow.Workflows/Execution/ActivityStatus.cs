namespace ToyuFlow.Workflows.Execution;

/// <summary>Where one run of an activity stands.</summary>
public enum ActivityStatus
{
    /// <summary>Scheduled.</summary>
    Pending,

    /// <summary>Running or waiting.</summary>
    Running,

    /// <summary>Completed.</summary>
    Completed,

    /// <summary>Given up.</summary>
    Canceled,

    /// <summary>Ended by an exception.</summary>
    Faulted
}
