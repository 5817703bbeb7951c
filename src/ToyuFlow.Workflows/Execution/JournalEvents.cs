namespace ToyuFlow.Workflows.Execution;

/// <summary>What a <see cref="JournalEntry"/> may say, in Elsa's words.</summary>
public static class JournalEvents
{
    /// <summary>An activity began.</summary>
    public const string Started = "Started";

    /// <summary>An activity waits.</summary>
    public const string Suspended = "Suspended";

    /// <summary>An activity went on. As in Elsa, also said of an activity that begins while another run of it waits.</summary>
    public const string Resumed = "Resumed";

    /// <summary>An activity completed.</summary>
    public const string Completed = "Completed";

    /// <summary>An activity was given up.</summary>
    public const string Canceled = "Canceled";

    /// <summary>An activity faulted.</summary>
    public const string Faulted = "Faulted";
}
