namespace ToyuFlow.Server.Calendar;

/// <summary>A stretch of time in which a case's clock ran or stood, with who did it and on what ground.</summary>
/// <param name="To">The end, which the next segment begins with; null while the segment lasts.</param>
/// <param name="LegalBasis">The article that allows the clock to stand, e.g. 行政许可法 第四十五条.</param>
/// <param name="NoticeNumber">The number of the notice that the applicant was given.</param>
public sealed record ClockSegment(
    DateTimeOffset From,
    DateTimeOffset? To,
    bool Running,
    string Reason,
    string? LegalBasis = null,
    string? By = null,
    string? NoticeNumber = null);

/// <summary>Days counted on a clock: running and paused, which together are the days elapsed.</summary>
public readonly record struct ClockCount(int Running, int Paused)
{
    public int Elapsed => Running + Paused;
}
