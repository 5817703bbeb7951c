using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases;

/// <summary>Starts, pauses, resumes and stops the clocks of a case, by the pack's deadlines, and keeps their due dates for the lists.</summary>
public sealed class CaseClocks(Step step, WorkingCalendar calendar, PackCatalog packs, Timers timers)
{
    /// <summary>Of a clock of a renewal: some working days before the permit ends, and when it ends.</summary>
    public const string RenewalTimer = "clock.renewal";

    /// <summary>Key of the payload: working days that are left; 0 when the permit has ended.</summary>
    public const string RenewalDays = "days";

    private static readonly int[] RenewalWarnings = [10, 5, 2];

    private readonly ClockRows _rows = new(step);

    private DateTimeOffset? _from;

    /// <summary>What starts in this step counts from an earlier day: acceptance that the law deems to have happened then.</summary>
    public void CountFrom(DateTimeOffset at) => _from = at;

    /// <param name="until">The last day of the permit that is to be renewed. One that has ended already is not renewed by the law any more, so that it sets no limit.</param>
    public void Start(Guid caseId, string code, string reason, DateOnly? until = null)
    {
        var rule = packs[step.TenantId].Deadline(code);
        var statutory = rule.Statutory ?? rule.Promised ?? throw new InvalidOperationException($"时限“{rule.Name}”还没有设置，请管理员在政策包中设置后重试。");
        if (_rows.Latest(caseId, code) is { StoppedAt: null })
        {
            return;
        }

        var from = _from ?? step.Now;
        var ledger = ClockLedger.Started(from, reason, rule.Source.Law, step.Actor.Name);
        var clock = new CaseClock
        {
            Id = step.NewId(),
            CaseId = caseId,
            Code = code,
            Name = rule.Name,
            StatutoryLimit = statutory.ToCode(),
            PromisedLimit = rule.Promised?.ToCode(),
            Basis = rule.Source.ToString(),
            StartedAt = from,
            UntilAt = until is { } lastDay && BeijingTime.EndOf(lastDay) > step.Now ? BeijingTime.EndOf(lastDay) : null,
        };
        Refresh(clock, ledger);
        _rows.Add(clock);
        _rows.Add(Row(clock.Id, ledger.Segments[^1]));
    }

    /// <returns>Null when it does not run.</returns>
    public MovedClock? Pause(Guid caseId, string code, string reason, string? basis, string? notice) =>
        Change(caseId, code, ledger => ledger.IsRunning ? ledger.Pause(step.Now, reason, basis, step.Actor.Name, notice) : null);

    /// <returns>Null when it does not stand.</returns>
    /// <param name="at">When it went on, if that was before now: an end that fell due while the service was down counts from its own time.</param>
    public MovedClock? Resume(Guid caseId, string code, string reason, DateTimeOffset? at = null) =>
        Change(caseId, code, ledger => ledger.IsPaused ? ledger.Resume(at ?? step.Now, reason, by: step.Actor.Name) : null, at);

    /// <summary>More working days, by law and by promise; only for a limit in working days.</summary>
    /// <returns>Null when it has been stopped.</returns>
    public MovedClock? Extend(Guid caseId, string code, int days)
    {
        if (_rows.Latest(caseId, code) is not { StoppedAt: null } clock)
        {
            return null;
        }

        clock.StatutoryLimit = Longer(clock.StatutoryLimit, days);
        clock.PromisedLimit = clock.PromisedLimit is null ? null : Longer(clock.PromisedLimit, days);
        var moved = new MovedClock(clock, clock.DueAt);
        Refresh(clock, ClockLedger.FromSegments(_rows.Segments(clock.Id).Select(Segment)));
        _rows.Save(clock);
        return moved;
    }

    private ClockLedger? Stopped(ClockLedger ledger) => ledger.IsStopped ? null : ledger.Stop(step.Now);

    private static string Longer(string limit, int days) => Limit.WorkingDays(Limit.Parse(limit).N + days).ToCode();

    public void Stop(Guid caseId, string code) => Change(caseId, code, Stopped);

    /// <summary>The clocks that run.</summary>
    public IReadOnlyList<string> Running(Guid caseId) =>
        _rows.Clocks("k.case_id = @case and k.stopped_at is null and k.is_paused = @no", ("case", caseId), ("no", false)).ConvertAll(c => c.Code);

    /// <summary>The clocks that stand because of a notice.</summary>
    public IReadOnlyList<string> PausedBy(Guid caseId, string notice) => _rows.Clocks(
        """
        k.case_id = @case and k.stopped_at is null and k.is_paused = @yes and exists (
            select 1 from clock_segment s where s.tenant_id = k.tenant_id and s.clock_id = k.id and s.ends_at is null and s.notice_number = @notice)
        """,
        ("case", caseId), ("yes", true), ("notice", notice)).ConvertAll(c => c.Code);

    public void StopAll(Guid caseId)
    {
        foreach (var clock in _rows.Clocks("k.case_id = @case and k.stopped_at is null", ("case", caseId)))
        {
            Change(clock, Stopped);
        }
    }

    /// <summary>The clocks that were stopped when the case was closed run on; the time that it was closed is no time of theirs.</summary>
    public void Reopen(Guid caseId, DateTimeOffset closedAt, string whyItStood, string reason)
    {
        foreach (var clock in _rows.Clocks("k.case_id = @case and k.stopped_at = @closed", ("case", caseId), ("closed", closedAt)))
        {
            var known = _rows.Segments(clock.Id);
            var ledger = ClockLedger.FromSegments(known.Select(Segment)).Reopen(step.Now, whyItStood, reason, step.Actor.Name);
            foreach (var segment in ledger.Segments.Skip(known.Count))
            {
                _rows.Add(Row(clock.Id, segment));
            }

            Refresh(clock, ledger);
            _rows.Save(clock);
        }
    }

    /// <summary>Computes the dates of all running clocks again, after a calendar was published or amended. Returns those that moved.</summary>
    public IReadOnlyList<RecountedClock> Recount()
    {
        var segments = _rows.RunningSegments();
        var moved = new List<RecountedClock>();
        foreach (var clock in _rows.Clocks("k.stopped_at is null and k.is_paused = @no", ("no", false)))
        {
            var before = (clock.DueAt, clock.PromisedDueAt);
            Refresh(clock, ClockLedger.FromSegments(segments[clock.Id].Select(Segment)));
            if (before != (clock.DueAt, clock.PromisedDueAt))
            {
                _rows.Save(clock);
                moved.Add(new RecountedClock(clock.CaseId, clock.Code, clock.Name, before.DueAt, clock.DueAt, clock.PromisedDueAt));
            }
        }

        return moved;
    }

    /// <returns>Null when there was nothing to change.</returns>
    private MovedClock? Change(Guid caseId, string code, Func<ClockLedger, ClockLedger?> change, DateTimeOffset? at = null) =>
        _rows.Latest(caseId, code) is { } clock ? Change(clock, change, at) : null;

    private MovedClock? Change(CaseClock clock, Func<ClockLedger, ClockLedger?> change, DateTimeOffset? at = null)
    {
        var rows = _rows.Segments(clock.Id);
        if (change(ClockLedger.FromSegments(rows.Select(Segment))) is not { } ledger)
        {
            return null;
        }

        var moved = new MovedClock(clock, clock.DueAt);
        _rows.Close(rows[^1].Id, at ?? step.Now);
        if (ledger.Segments.Count > rows.Count)
        {
            _rows.Add(Row(clock.Id, ledger.Segments[^1]));
        }

        Refresh(clock, ledger);
        _rows.Save(clock);
        return moved;
    }

    private void Refresh(CaseClock clock, ClockLedger ledger)
    {
        clock.IsPaused = ledger.IsPaused;
        clock.StoppedAt = ledger.IsStopped ? step.Now : null;
        if (ledger.IsStopped)
        {
            if (clock.UntilAt is not null)
            {
                timers.Remove(clock.Id, RenewalTimer);
            }

            // Stopped while it stood (withdrawn during a correction), it would be counted on for ever; the last date known stays.
            return;
        }

        // While the clock stands nobody can know the date: the last one known is kept and the list says "计时暂停".
        clock.DueAt = clock.WithinPermit(ledger.Due(calendar, Limit.Parse(clock.StatutoryLimit))?.At ?? clock.DueAt);
        clock.PromisedDueAt = clock.PromisedLimit is null ? null
            : ledger.Due(calendar, Limit.Parse(clock.PromisedLimit))?.At is { } promised ? clock.WithinPermit(promised) : clock.PromisedDueAt;
        WatchRenewal(clock);
    }

    /// <summary>Set anew whenever the clock moves: a holiday that was published moves the warnings too.</summary>
    private void WatchRenewal(CaseClock clock)
    {
        if (clock.UntilAt is not { } until || until <= step.Now)
        {
            return;
        }

        timers.Remove(clock.Id, RenewalTimer);
        var lastDay = Deadline.From(until).LastDay;
        foreach (var days in RenewalWarnings)
        {
            if (BeijingTime.OpeningOf(calendar.After(lastDay, -days)) is var at && at > step.Now)
            {
                timers.Set(RenewalTimer, clock.Id, at, new() { [RenewalDays] = days });
            }
        }

        timers.Set(RenewalTimer, clock.Id, until, new() { [RenewalDays] = 0 });
    }

    private ClockSegmentRow Row(Guid clockId, ClockSegment segment) => new()
    {
        Id = step.NewId(),
        ClockId = clockId,
        StartsAt = segment.From,
        EndsAt = segment.To,
        IsPause = !segment.Running,
        Reason = segment.Reason,
        Basis = segment.LegalBasis ?? "",
        Who = segment.By ?? "",
        NoticeNumber = segment.NoticeNumber,
    };

    private static ClockSegment Segment(ClockSegmentRow row) =>
        new(row.StartsAt, row.EndsAt, !row.IsPause, row.Reason, row.Basis.Length > 0 ? row.Basis : null, row.Who, row.NoticeNumber);
}

/// <summary>A clock as it stands now, and when it was due before.</summary>
public sealed record MovedClock(CaseClock Clock, DateTimeOffset OldDueAt);

/// <summary>A clock whose dates have moved with the calendar.</summary>
public sealed record RecountedClock(Guid CaseId, string Code, string Name, DateTimeOffset OldDueAt, DateTimeOffset DueAt, DateTimeOffset? PromisedDueAt);
