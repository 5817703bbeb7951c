using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases;

/// <summary>Starts, pauses, resumes and stops the clocks of a case, by the pack's deadlines, and keeps their due dates for the lists.</summary>
public sealed class CaseClocks(ToyuDb db, Step step, WorkingCalendar calendar, PackCatalog packs, Timers timers)
{
    /// <summary>Of a clock of a renewal: some working days before the permit ends, and when it ends.</summary>
    public const string RenewalTimer = "clock.renewal";

    /// <summary>Key of the payload: working days that are left; 0 when the permit has ended.</summary>
    public const string RenewalDays = "days";

    private static readonly int[] RenewalWarnings = [10, 5, 2];

    private DateTimeOffset? _from;

    /// <summary>What starts in this step counts from an earlier day: acceptance that the law deems to have happened then.</summary>
    public void CountFrom(DateTimeOffset at) => _from = at;

    /// <param name="until">The last day of the permit that is to be renewed. One that has ended already is not renewed by the law any more, so that it sets no limit.</param>
    public async Task StartAsync(Guid caseId, string code, string reason, CancellationToken cancellationToken, DateOnly? until = null)
    {
        var rule = packs[step.TenantId].Deadline(code);
        var statutory = rule.Statutory ?? rule.Promised ?? throw new InvalidOperationException($"时限“{rule.Name}”还没有设置，请管理员在政策包中设置后重试。");
        if (await db.Set<CaseClock>().AnyAsync(c => c.CaseId == caseId && c.Code == code && c.StoppedAt == null, cancellationToken))
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
        db.Add(clock);
        db.Add(Row(clock.Id, ledger.Segments[^1]));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <returns>Null when it does not run.</returns>
    public Task<MovedClock?> PauseAsync(Guid caseId, string code, string reason, string? basis, string? notice, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, code, ledger => ledger.IsRunning ? ledger.Pause(step.Now, reason, basis, step.Actor.Name, notice) : null, cancellationToken);

    /// <returns>Null when it does not stand.</returns>
    /// <param name="at">When it went on, if that was before now: an end that fell due while the service was down counts from its own time.</param>
    public Task<MovedClock?> ResumeAsync(Guid caseId, string code, string reason, CancellationToken cancellationToken, DateTimeOffset? at = null) =>
        ChangeAsync(caseId, code, ledger => ledger.IsPaused ? ledger.Resume(at ?? step.Now, reason, by: step.Actor.Name) : null, cancellationToken, at);

    /// <summary>More working days, by law and by promise; only for a limit in working days.</summary>
    /// <returns>Null when it has been stopped.</returns>
    public async Task<MovedClock?> ExtendAsync(Guid caseId, string code, int days, CancellationToken cancellationToken)
    {
        if (await db.Set<CaseClock>().FirstOrDefaultAsync(c => c.CaseId == caseId && c.Code == code && c.StoppedAt == null, cancellationToken) is not { } clock)
        {
            return null;
        }

        clock.StatutoryLimit = Longer(clock.StatutoryLimit, days);
        clock.PromisedLimit = clock.PromisedLimit is null ? null : Longer(clock.PromisedLimit, days);
        var moved = new MovedClock(clock, clock.DueAt);
        Refresh(clock, ClockLedger.FromSegments((await SegmentsAsync(clock.Id, cancellationToken)).Select(Segment)));
        await db.SaveChangesAsync(cancellationToken);
        return moved;
    }

    private static string Longer(string limit, int days) => Limit.WorkingDays(Limit.Parse(limit).N + days).ToCode();

    public Task StopAsync(Guid caseId, string code, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, code, ledger => ledger.IsStopped ? null : ledger.Stop(step.Now), cancellationToken);

    /// <summary>The clocks that run.</summary>
    public Task<List<string>> RunningAsync(Guid caseId, CancellationToken cancellationToken) =>
        db.Set<CaseClock>().Where(c => c.CaseId == caseId && c.StoppedAt == null && !c.IsPaused).Select(c => c.Code).ToListAsync(cancellationToken);

    /// <summary>The clocks that stand because of a notice.</summary>
    public Task<List<string>> PausedByAsync(Guid caseId, string notice, CancellationToken cancellationToken) => db.Set<CaseClock>()
        .Where(c => c.CaseId == caseId && c.StoppedAt == null && c.IsPaused && db.Set<ClockSegmentRow>().Any(s => s.ClockId == c.Id && s.EndsAt == null && s.NoticeNumber == notice))
        .Select(c => c.Code).ToListAsync(cancellationToken);

    public async Task StopAllAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var codes = await db.Set<CaseClock>().Where(c => c.CaseId == caseId && c.StoppedAt == null).Select(c => c.Code).ToListAsync(cancellationToken);
        foreach (var code in codes)
        {
            await StopAsync(caseId, code, cancellationToken);
        }
    }

    /// <summary>The clocks that were stopped when the case was closed run on; the time that it was closed is no time of theirs.</summary>
    public async Task ReopenAsync(Guid caseId, DateTimeOffset closedAt, string whyItStood, string reason, CancellationToken cancellationToken)
    {
        foreach (var clock in await db.Set<CaseClock>().Where(c => c.CaseId == caseId && c.StoppedAt == closedAt).ToListAsync(cancellationToken))
        {
            var known = await SegmentsAsync(clock.Id, cancellationToken);
            var ledger = ClockLedger.FromSegments(known.Select(Segment)).Reopen(step.Now, whyItStood, reason, step.Actor.Name);
            db.AddRange(ledger.Segments.Skip(known.Count).Select(s => Row(clock.Id, s)));
            Refresh(clock, ledger);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Computes the dates of all running clocks again, after a calendar was published or amended. Returns those that moved.</summary>
    public async Task<IReadOnlyList<RecountedClock>> RecountAsync(CancellationToken cancellationToken)
    {
        var running = await db.Set<CaseClock>().Where(c => c.StoppedAt == null && !c.IsPaused).ToListAsync(cancellationToken);
        var segments = (await InOrder(db.Set<ClockSegmentRow>().Where(s => db.Set<CaseClock>().Any(c => c.Id == s.ClockId && c.StoppedAt == null && !c.IsPaused)))
            .AsNoTracking().ToListAsync(cancellationToken)).ToLookup(s => s.ClockId, Segment);
        var moved = new List<RecountedClock>();
        foreach (var clock in running)
        {
            var before = (clock.DueAt, clock.PromisedDueAt);
            Refresh(clock, ClockLedger.FromSegments(segments[clock.Id]));
            if (before != (clock.DueAt, clock.PromisedDueAt))
            {
                moved.Add(new RecountedClock(clock.CaseId, clock.Code, clock.Name, before.DueAt, clock.DueAt, clock.PromisedDueAt));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return moved;
    }

    /// <returns>Null when there was nothing to change.</returns>
    private async Task<MovedClock?> ChangeAsync(Guid caseId, string code, Func<ClockLedger, ClockLedger?> change, CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        var clock = await db.Set<CaseClock>().OrderByDescending(c => c.StartedAt).FirstOrDefaultAsync(c => c.CaseId == caseId && c.Code == code, cancellationToken);
        if (clock is null)
        {
            return null;
        }

        var rows = await SegmentsAsync(clock.Id, cancellationToken);
        var ledger = change(ClockLedger.FromSegments(rows.Select(Segment)));
        if (ledger is null)
        {
            return null;
        }

        var moved = new MovedClock(clock, clock.DueAt);
        rows[^1].EndsAt = at ?? step.Now;
        if (ledger.Segments.Count > rows.Count)
        {
            db.Add(Row(clock.Id, ledger.Segments[^1]));
        }

        Refresh(clock, ledger);
        await db.SaveChangesAsync(cancellationToken);
        return moved;
    }

    /// <summary>Two may begin in the same instant; the one that lasts comes last.</summary>
    private static IQueryable<ClockSegmentRow> InOrder(IQueryable<ClockSegmentRow> segments) =>
        segments.OrderBy(s => s.StartsAt).ThenBy(s => s.EndsAt == null ? 1 : 0).ThenBy(s => s.EndsAt).ThenBy(s => s.Id);

    private Task<List<ClockSegmentRow>> SegmentsAsync(Guid clockId, CancellationToken cancellationToken) =>
        InOrder(db.Set<ClockSegmentRow>().Where(s => s.ClockId == clockId)).ToListAsync(cancellationToken);

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
