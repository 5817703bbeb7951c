using System.Globalization;
using ToyuFlow.Server.Calendar;

namespace ToyuFlow.Server.Tests.Calendar;

/// <summary>The calendars that ship with the service.</summary>
internal static class TestCalendar
{
    public static WorkingCalendar Shipped { get; } = WorkingCalendar.Load(Path.Combine(AppContext.BaseDirectory, "workflows", "calendars"));

    /// <summary>A moment in Beijing time.</summary>
    public static DateTimeOffset At(string text) =>
        new(DateTime.Parse(text, CultureInfo.InvariantCulture), BeijingTime.Offset);

    public static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
