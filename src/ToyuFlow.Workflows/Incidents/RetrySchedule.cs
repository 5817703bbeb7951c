namespace ToyuFlow.Workflows.Incidents;

/// <summary>The pauses before an activity that faulted is run again, each longer than the one before; afterwards it waits for an administrator.</summary>
internal static class RetrySchedule
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>The pause after so many faults of the same run, or null when it has been tried often enough.</summary>
    public static TimeSpan? After(int faults) => faults >= 1 && faults <= Pauses.Length ? Pauses[faults - 1] : null;
}
