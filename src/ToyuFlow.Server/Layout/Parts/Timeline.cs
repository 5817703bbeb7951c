namespace ToyuFlow.Server.Layout.Parts;

/// <summary>What has happened, what is happening and what comes, as plain sentences: model of <c>_Timeline</c>.</summary>
public sealed record Timeline(IReadOnlyList<TimelineEntry> Entries);

public enum TimelineMark
{
    Past,
    Current,
    Coming,
    /// <summary>A step that asks something of the reader or went against them.</summary>
    Attention,
}

/// <param name="Sentence">A whole sentence: who did what, and what follows.</param>
/// <param name="At">When; null for what has not happened yet.</param>
/// <param name="Actor">The person and unit; left out when automatic.</param>
/// <param name="IsAutomatic">Done by the service itself: signed 系统.</param>
/// <param name="Opinion">The opinion that the person wrote, quoted.</param>
/// <param name="ActionText">What the reader is asked to do now, with <paramref name="ActionHref"/>: the one button.</param>
public sealed record TimelineEntry(
    string Sentence,
    DateTimeOffset? At = null,
    string? Actor = null,
    bool IsAutomatic = false,
    TimelineMark Mark = TimelineMark.Past,
    string? Opinion = null,
    string? ActionText = null,
    string? ActionHref = null);
