namespace ToyuFlow.Workflows.Definitions;

/// <summary>A line of a flowchart, from an outcome of one activity to another activity.</summary>
/// <param name="SourceId">The activity that it leaves.</param>
/// <param name="SourcePort">The outcome that follows it; compared with case.</param>
/// <param name="TargetId">The activity that it reaches.</param>
/// <param name="TargetPort">Kept for the designer; it has no effect on a run.</param>
public sealed record Connection(string SourceId, string SourcePort, string TargetId, string TargetPort)
{
    /// <summary>The identity of the line in a saved state.</summary>
    public string Key { get; } = $"{SourceId}:{SourcePort}->{TargetId}:{TargetPort}";
}
