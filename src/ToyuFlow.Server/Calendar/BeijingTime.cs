namespace ToyuFlow.Server.Calendar;

/// <summary>Instants are stored in UTC and counted in Beijing time, which has had one fixed offset and no summer time since 1991.</summary>
public static class BeijingTime
{
    private static readonly TimeSpan Opening = TimeSpan.FromHours(9);

    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    public static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Offset);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime);

    public static DateTimeOffset StartOf(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();

    /// <summary>9:00, when offices open: what reminds of a day comes then.</summary>
    public static DateTimeOffset OpeningOf(DateOnly day) => StartOf(day) + Opening;

    /// <summary>24:00 of the day, which is 0:00 of the next: the first instant that is too late.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));
}
