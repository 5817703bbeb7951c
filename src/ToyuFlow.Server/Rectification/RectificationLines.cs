using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Rectification;

/// <param name="Filter">open, overdue, ended or null.</param>
public sealed record RectificationRequest(string? Filter, string? Text, RectificationKey? After)
{
    public int Size { get; init; } = 30;
}

public sealed record RectificationKey(DateTimeOffset DueAt, Guid Id);

public sealed record RectificationCounts(long Open, long Overdue, long Ended)
{
    public long All => Open + Ended;

    public long Of(string? filter) => filter switch { "open" => Open, "overdue" => Overdue, "ended" => Ended, _ => All };
}

public sealed record RectificationPage(IReadOnlyList<RectificationLine> Items, RectificationCounts Counts, RectificationKey? Next);

public sealed record RectificationLine(
    Guid Id, Guid CaseId, string NoticeNumber, string Institution, string Role, string UnitName, FindingSeverity Severity, RectificationState State,
    DateTimeOffset IssuedAt, DateTimeOffset DueAt, DateTimeOffset? EndedAt, long Findings)
{
    public string StateText => State switch
    {
        RectificationState.Open => "整改中",
        RectificationState.ExtensionAsked => "延期待批",
        RectificationState.Submitted => "待复查",
        RectificationState.Supervised => "督办中",
        RectificationState.Closed => "已整改",
        _ => "已移送处理",
    };

    public string SeverityName => Severity.Name();

    public DateOnly LastDay => BeijingTime.DateOf(DueAt.AddTicks(-1));

    /// <summary>A missed deadline for putting dangers right is past the law at once.</summary>
    public DueLight Light(WorkingCalendar calendar, DateTimeOffset now) => EndedAt is not null
        ? DueLight.Finished
        : calendar.Light(now, null, Deadline.From(DueAt)) switch
        {
            Calendar.Light.Black => DueLight.PastLaw,
            Calendar.Light.Yellow => DueLight.Soon,
            _ => DueLight.InTime,
        };

    public string DueText(WorkingCalendar calendar, DateTimeOffset now) => EndedAt is null ? calendar.Describe(now, Deadline.From(DueAt)) : "";
}

public sealed record RectificationDetails(
    RectificationLine Line, string Requirement, DateTimeOffset NoticeDueAt, string IssuedBy, string Measures, DateTimeOffset? SubmittedAt,
    string ExtensionReason, bool? IsExtended, int Failures, DateTimeOffset? OverdueAt, Guid VisitId, DateTimeOffset? ExtensionAskedAt)
{
    public IReadOnlyList<FindingLine> Findings { get; init; } = [];

    public DateOnly NoticeLastDay => BeijingTime.DateOf(NoticeDueAt.AddTicks(-1));
}

public sealed record FindingLine(string Text, string Problem, DateTimeOffset? ClosedAt);
