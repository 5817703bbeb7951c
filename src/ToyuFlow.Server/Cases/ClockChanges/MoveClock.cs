using ToyuFlow.Server.Calendar;

namespace ToyuFlow.Server.Cases.ClockChanges;

/// <summary>When a clock was paused, resumed or extended, whatever was due with it follows it.</summary>
public sealed class MoveClock(WorkingCalendar calendar, IEnumerable<ClockMoved> followers, IServiceProvider services)
{
    /// <param name="moved">Null when nothing has moved.</param>
    /// <param name="days">How many working days a pause is to take; 0 where nobody knows.</param>
    public void Follow(MovedClock? moved, int days = 0)
    {
        if (moved is not { Clock: var now, OldDueAt: var old })
        {
            return;
        }

        // While it stands nobody knows the date; what hangs on it is put off by the time that the pause is to take.
        var recounted = now.IsPaused
            ? new RecountedClock(now.CaseId, now.Code, now.Name, old, now.WithinPermit(PutOff(old, days)), now.PromisedDueAt is { } p ? now.WithinPermit(PutOff(p, days)) : null)
            : new RecountedClock(now.CaseId, now.Code, now.Name, old, now.DueAt, now.PromisedDueAt);
        foreach (var follower in followers)
        {
            follower.Follow(services, recounted);
        }
    }

    private DateTimeOffset PutOff(DateTimeOffset due, int days) =>
        days == 0 ? due : BeijingTime.EndOf(calendar.After(Deadline.From(due).LastDay, days));
}

/// <summary>What else moves, in the same step, when a clock has moved: the tasks that are due with it.</summary>
public sealed record ClockMoved(Action<IServiceProvider, RecountedClock> Follow);
