namespace ToyuFlow.Server.Calendar;

/// <summary>
/// The clock of a case as dated segments, from which every limit is computed anew: the promised and the legal one, and all of them again
/// when a calendar is amended. The day of an event (start, pause, resume) belongs to the state before it, as the first day of a period does;
/// with <see cref="CountingRules.CountStartDay"/> it belongs to the state after it. A value: each event gives a new ledger.
/// </summary>
public sealed class ClockLedger
{
    private ClockLedger(IReadOnlyList<ClockSegment> segments) => Segments = segments;

    public IReadOnlyList<ClockSegment> Segments { get; }

    public DateTimeOffset Start => Segments[0].From;

    public bool IsStopped => Segments[^1].To is not null;

    public bool IsPaused => !IsStopped && !Segments[^1].Running;

    public bool IsRunning => !IsStopped && Segments[^1].Running;

    public static ClockLedger Started(DateTimeOffset at, string reason, string? legalBasis = null, string? by = null, string? noticeNumber = null) =>
        new([new ClockSegment(at, null, Running: true, reason, legalBasis, by, noticeNumber)]);

    /// <summary>Restores a ledger from stored segments.</summary>
    /// <exception cref="ArgumentException">There is none, or they leave a gap, overlap, or one in the middle is open.</exception>
    public static ClockLedger FromSegments(IEnumerable<ClockSegment> segments)
    {
        ClockSegment[] ordered = [.. segments.OrderBy(segment => segment.From)];
        if (ordered.Length == 0)
        {
            throw new ArgumentException("计时台账没有任何时段。", nameof(segments));
        }
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].To < ordered[i].From || (i + 1 < ordered.Length && ordered[i].To != ordered[i + 1].From))
            {
                throw new ArgumentException($"计时台账第 {i + 1} 段与下一段不相接。", nameof(segments));
            }
        }
        return new ClockLedger(ordered);
    }

    public ClockLedger Pause(DateTimeOffset at, string reason, string? legalBasis = null, string? by = null, string? noticeNumber = null) =>
        IsRunning
            ? Next(new ClockSegment(at, null, Running: false, reason, legalBasis, by, noticeNumber))
            : throw new InvalidOperationException("计时没有在进行，不能暂停。");

    public ClockLedger Resume(DateTimeOffset at, string reason, string? legalBasis = null, string? by = null, string? noticeNumber = null) =>
        IsPaused
            ? Next(new ClockSegment(at, null, Running: true, reason, legalBasis, by, noticeNumber))
            : throw new InvalidOperationException("计时没有暂停，不能恢复。");

    public ClockLedger Stop(DateTimeOffset at) =>
        IsStopped ? throw new InvalidOperationException("计时已经结束。") : new ClockLedger(ClosedAt(at));

    /// <summary>Runs again from a moment; since it was stopped it stood.</summary>
    public ClockLedger Reopen(DateTimeOffset at, string whyItStood, string reason, string? by = null) => IsStopped
        ? new([.. Segments, new ClockSegment(Segments[^1].To!.Value, at, Running: false, whyItStood, null, by), new ClockSegment(at, null, Running: true, reason, null, by)])
        : throw new InvalidOperationException("计时没有结束，不能重新开始。");

    /// <summary>Working days that ran and stood since the start, up to and including today, or the day on which the clock was stopped.</summary>
    public ClockCount WorkingDays(WorkingCalendar calendar, DateTimeOffset now) => Count(calendar, now, LimitUnit.WorkingDay);

    /// <summary>What is left of the limit in its own unit; negative when it is exceeded.</summary>
    public int Remaining(WorkingCalendar calendar, Limit limit, DateTimeOffset now) => limit.N - (limit.Unit == LimitUnit.Hour
        ? (int)RunningTime(now).TotalHours
        : Count(calendar, now, limit.Unit).Running);

    public TimeSpan RunningTime(DateTimeOffset now) => Time(now, running: true);

    public TimeSpan PausedTime(DateTimeOffset now) => Time(now, running: false);

    /// <summary>When the limit runs out, pauses left out; null while the clock stands and the limit is not used up, because nobody can know.</summary>
    public Deadline? Due(WorkingCalendar calendar, Limit limit)
    {
        if (limit.Unit == LimitUnit.Hour)
        {
            return DueInHours(limit);
        }
        var day = FirstDay(calendar.Rules);
        var left = limit.N;
        while (left > 0)
        {
            if (IsPaused && day >= FirstDayUnder(calendar.Rules, Segments[^1].From))
            {
                return null;
            }
            left -= Counts(calendar, day, limit.Unit) && RunsOn(calendar.Rules, day) ? 1 : 0;
            day = left > 0 ? day.AddDays(1) : day;
        }
        day = limit.N == 0 ? BeijingTime.DateOf(Start) : day;
        return limit.Unit == LimitUnit.Day ? calendar.EndOfCalendarDays(day) : WorkingCalendar.EndOf(day, limit.Unit);
    }

    /// <summary>The time left in words, or why the clock stands.</summary>
    public string Describe(WorkingCalendar calendar, DateTimeOffset now, Limit limit) =>
        Due(calendar, limit) is { } due ? calendar.Describe(now, due) : $"计时已暂停：{Segments[^1].Reason}";

    private ClockCount Count(WorkingCalendar calendar, DateTimeOffset now, LimitUnit unit)
    {
        var last = BeijingTime.DateOf(Segments[^1].To ?? now);
        var (running, paused) = (0, 0);
        for (var day = FirstDay(calendar.Rules); day <= last; day = day.AddDays(1))
        {
            if (!Counts(calendar, day, unit))
            {
                continue;
            }
            if (RunsOn(calendar.Rules, day))
            {
                running++;
            }
            else
            {
                paused++;
            }
        }
        return new ClockCount(running, paused);
    }

    private TimeSpan Time(DateTimeOffset now, bool running) => Segments
        .Where(segment => segment.Running == running && segment.From < now)
        .Aggregate(TimeSpan.Zero, (sum, segment) => sum + ((segment.To is { } to && to < now ? to : now) - segment.From));

    private Deadline? DueInHours(Limit limit)
    {
        var left = TimeSpan.FromHours(limit.N);
        foreach (var segment in Segments.Where(segment => segment.Running))
        {
            var isLast = ReferenceEquals(segment, Segments[^1]);
            if (isLast || segment.To - segment.From >= left)
            {
                return Deadline.From(segment.From + left, LimitUnit.Hour);
            }
            left -= segment.To!.Value - segment.From;
        }
        return null;
    }

    /// <summary>A stopped clock is read on as its last segment, so that its due date can still be compared with the end.</summary>
    private bool RunsOn(CountingRules rules, DateOnly day) =>
        Segments.Last(segment => FirstDayUnder(rules, segment.From) <= day).Running;

    private DateOnly FirstDay(CountingRules rules) => FirstDayUnder(rules, Start);

    private static DateOnly FirstDayUnder(CountingRules rules, DateTimeOffset moment) =>
        BeijingTime.DateOf(moment).AddDays(rules.CountStartDay ? 0 : 1);

    private static bool Counts(WorkingCalendar calendar, DateOnly day, LimitUnit unit) =>
        unit == LimitUnit.Day || calendar.IsWorkingDay(day);

    private ClockLedger Next(ClockSegment segment) => new([.. ClosedAt(segment.From), segment]);

    private ClockSegment[] ClosedAt(DateTimeOffset at) => at < Segments[^1].From
        ? throw new ArgumentException("计时事件不能早于上一个事件。", nameof(at))
        : [.. Segments.SkipLast(1), Segments[^1] with { To = at }];
}
