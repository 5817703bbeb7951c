using ToyuFlow.Server.Calendar;

namespace ToyuFlow.Server.Notifications;

/// <summary>When a message to somebody may go out.</summary>
/// <param name="DigestHour">Of the day in Beijing.</param>
/// <param name="QuietFrom">Minutes of the day in Beijing; null for no quiet hours. They may go over midnight.</param>
public sealed record Timing(MailPace MailPace, int DigestHour, int? QuietFrom, int? QuietUntil)
{
    public static readonly Timing AtOnce = new(MailPace.AtOnce, 8, null, null);

    public DateTimeOffset Next(DateTimeOffset now) => MailPace == MailPace.Daily ? NextAt(now, DigestHour * 60) : AfterQuiet(now);

    private DateTimeOffset AfterQuiet(DateTimeOffset now)
    {
        if (QuietFrom is not { } from || QuietUntil is not { } until || from == until)
        {
            return now;
        }

        var minute = (int)BeijingTime.Of(now).TimeOfDay.TotalMinutes;
        var isQuiet = from < until ? minute >= from && minute < until : minute >= from || minute < until;
        return isQuiet ? NextAt(now, until) : now;
    }

    private static DateTimeOffset NextAt(DateTimeOffset now, int minute)
    {
        var at = BeijingTime.StartOf(BeijingTime.DateOf(now)).AddMinutes(minute);
        return at > now ? at : at.AddDays(1);
    }
}
