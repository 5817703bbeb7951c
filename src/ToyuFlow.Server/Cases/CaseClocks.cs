using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>Starts, pauses, resumes and stops the clocks of a case, by the pack's deadlines, and keeps their due dates for the lists.</summary>
public sealed class CaseClocks(ToyuDb db, Step step, WorkingCalendar calendar, PackCatalog packs)
{
    public async Task StartAsync(Guid caseId, string code, string reason, CancellationToken cancellationToken)
    {
        var rule = packs[step.TenantId].Deadline(code);
        var statutory = rule.Statutory ?? rule.Promised ?? throw new InvalidOperationException($"时限“{rule.Name}”还没有设置，请管理员在政策包中设置后重试。");
        if (await db.Set<CaseClock>().AnyAsync(c => c.CaseId == caseId && c.Code == code && c.StoppedAt == null, cancellationToken))
        {
            return;
        }

        var ledger = ClockLedger.Started(step.Now, reason, rule.Source.Law, step.Actor.Name);
        var clock = new CaseClock
        {
            Id = step.NewId(),
            CaseId = caseId,
            Code = code,
            Name = rule.Name,
            StatutoryLimit = statutory.ToCode(),
            PromisedLimit = rule.Promised?.ToCode(),
            Basis = rule.Source.ToString(),
            StartedAt = step.Now,
        };
        Refresh(clock, ledger);
        db.Add(clock);
        db.Add(Row(clock.Id, ledger.Segments[^1]));
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task PauseAsync(Guid caseId, string code, string reason, string? basis, string? notice, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, code, ledger => ledger.IsRunning ? ledger.Pause(step.Now, reason, basis, step.Actor.Name, notice) : null, cancellationToken);

    public Task ResumeAsync(Guid caseId, string code, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, code, ledger => ledger.IsPaused ? ledger.Resume(step.Now, reason, by: step.Actor.Name) : null, cancellationToken);

    public Task StopAsync(Guid caseId, string code, CancellationToken cancellationToken) =>
        ChangeAsync(caseId, code, ledger => ledger.IsStopped ? null : ledger.Stop(step.Now), cancellationToken);

    public async Task StopAllAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var codes = await db.Set<CaseClock>().Where(c => c.CaseId == caseId && c.StoppedAt == null).Select(c => c.Code).ToListAsync(cancellationToken);
        foreach (var code in codes)
        {
            await StopAsync(caseId, code, cancellationToken);
        }
    }

    private async Task ChangeAsync(Guid caseId, string code, Func<ClockLedger, ClockLedger?> change, CancellationToken cancellationToken)
    {
        var clock = await db.Set<CaseClock>().OrderByDescending(c => c.StartedAt).FirstOrDefaultAsync(c => c.CaseId == caseId && c.Code == code, cancellationToken);
        if (clock is null)
        {
            return;
        }

        // Two may begin in the same instant; the one that lasts comes last.
        var rows = await db.Set<ClockSegmentRow>().Where(s => s.ClockId == clock.Id)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.EndsAt == null ? 1 : 0).ThenBy(s => s.EndsAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
        var ledger = change(ClockLedger.FromSegments(rows.Select(Segment)));
        if (ledger is null)
        {
            return;
        }

        rows[^1].EndsAt = step.Now;
        if (ledger.Segments.Count > rows.Count)
        {
            db.Add(Row(clock.Id, ledger.Segments[^1]));
        }

        Refresh(clock, ledger);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Refresh(CaseClock clock, ClockLedger ledger)
    {
        clock.IsPaused = ledger.IsPaused;
        clock.StoppedAt = ledger.IsStopped ? step.Now : null;
        if (ledger.IsStopped)
        {
            // Stopped while it stood (withdrawn during a correction), it would be counted on for ever; the last date known stays.
            return;
        }

        // While the clock stands nobody can know the date: the last one known is kept and the list says "计时暂停".
        clock.DueAt = ledger.Due(calendar, Limit.Parse(clock.StatutoryLimit))?.At ?? clock.DueAt;
        clock.PromisedDueAt = clock.PromisedLimit is null ? null : ledger.Due(calendar, Limit.Parse(clock.PromisedLimit))?.At ?? clock.PromisedDueAt;
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
