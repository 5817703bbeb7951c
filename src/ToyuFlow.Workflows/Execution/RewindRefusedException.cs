namespace ToyuFlow.Workflows.Execution;

/// <summary>Why an instance cannot go back.</summary>
public enum RewindRefusal
{
    /// <summary>The target is not an activity of a flowchart that is running, or it comes before another branch than the one that goes back.</summary>
    NotBefore,

    /// <summary>The target is waiting itself.</summary>
    StillOpen,

    /// <summary>Other branches that began behind the target are open.</summary>
    OtherBranches
}

/// <summary>An instance cannot go back as asked; it is as it was.</summary>
public sealed class RewindRefusedException : InvalidOperationException
{
    /// <summary>Says why.</summary>
    /// <param name="refusal">The reason.</param>
    /// <param name="activityIds">The activities that stand in the way.</param>
    public RewindRefusedException(RewindRefusal refusal, IReadOnlyList<string> activityIds) : base($"The instance cannot go back: {refusal} ({string.Join(", ", activityIds)})")
    {
        Refusal = refusal;
        ActivityIds = activityIds;
    }

    /// <summary>The reason.</summary>
    public RewindRefusal Refusal { get; }

    /// <summary>The activities that stand in the way.</summary>
    public IReadOnlyList<string> ActivityIds { get; }
}
