namespace ToyuFlow.Server.Calendar;

/// <summary>When a limit runs out.</summary>
/// <param name="At">The first instant that is too late, in UTC; for a limit in days 24:00 Beijing of the last day.</param>
/// <param name="LastDay">The last day, in Beijing time.</param>
/// <param name="Unit">Tells a limit in hours, which ends at an hour, from one in days, which ends with a day.</param>
public readonly record struct Deadline(DateTimeOffset At, DateOnly LastDay, LimitUnit Unit)
{
    /// <summary>Restores a deadline from the instant stored.</summary>
    public static Deadline From(DateTimeOffset at, LimitUnit unit = LimitUnit.WorkingDay) =>
        new(at.ToUniversalTime(), BeijingTime.DateOf(at.AddTicks(-1)), unit);

    public bool IsPast(DateTimeOffset now) => now >= At;
}

/// <summary>Green in time, yellow soon, red past the promise, black past the law.</summary>
public enum Light
{
    Green,
    Yellow,
    Red,
    Black,
}
