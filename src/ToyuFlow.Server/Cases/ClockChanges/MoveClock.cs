using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases.ClockChanges;

/// <summary>Pauses, resumes or extends a clock of a case; whatever was due with it follows it.</summary>
public sealed class MoveClock(ToyuDb db, WorkingCalendar calendar, IEnumerable<ClockMoved> followers, IServiceProvider services)
{
    /// <param name="days">How many working days a pause is to take; 0 where nobody knows.</param>
    public async Task RunAsync(Guid caseId, string code, int days, Func<Task> move, CancellationToken cancellationToken)
    {
        var old = (await CurrentAsync(caseId, code, cancellationToken)).DueAt;
        await move();
        var now = await CurrentAsync(caseId, code, cancellationToken);

        // While it stands nobody knows the date; what hangs on it is put off by the time that the pause is to take.
        var moved = now.IsPaused
            ? new RecountedClock(caseId, code, now.Name, old, now.WithinPermit(PutOff(old, days)), now.PromisedDueAt is { } p ? now.WithinPermit(PutOff(p, days)) : null)
            : new RecountedClock(caseId, code, now.Name, old, now.DueAt, now.PromisedDueAt);
        foreach (var follower in followers)
        {
            follower.Follow(services, moved);
        }
    }

    public Task<CaseClock> CurrentAsync(Guid caseId, string code, CancellationToken cancellationToken) =>
        db.Set<CaseClock>().AsNoTracking().Where(c => c.CaseId == caseId && c.Code == code).OrderByDescending(c => c.StartedAt).FirstAsync(cancellationToken);

    private DateTimeOffset PutOff(DateTimeOffset due, int days) =>
        days == 0 ? due : BeijingTime.EndOf(calendar.After(Deadline.From(due).LastDay, days));
}

/// <summary>What else moves, in the same step, when a clock has moved: the tasks that are due with it.</summary>
public sealed record ClockMoved(Action<IServiceProvider, RecountedClock> Follow);
