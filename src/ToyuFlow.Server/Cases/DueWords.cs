using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Cases;

/// <summary>A limit as a list shows it: its light, and how much is left in words. The promise counts until it is broken, then the law.</summary>
public sealed record DueWords(DueLight Light, string Text)
{
    /// <summary>A limit this far away is none.</summary>
    private const int NoLimitYear = 2900;

    public static readonly DueWords None = new(DueLight.None, "");

    /// <summary>The clocks stand until the applicant's withdrawal is decided.</summary>
    public static readonly DueWords Held = new(DueLight.Paused, "");

    public static DueWords Of(WorkingCalendar calendar, DateTimeOffset now, DateTimeOffset due, DateTimeOffset? promisedDue = null)
    {
        if (due.Year >= NoLimitYear && promisedDue is null)
        {
            return None;
        }

        var legal = due.Year >= NoLimitYear ? (Deadline?)null : Deadline.From(due);
        var promised = promisedDue is { } at ? Deadline.From(at) : (Deadline?)null;
        var light = calendar.Light(now, promised, legal) switch
        {
            Calendar.Light.Black => DueLight.PastLaw,
            Calendar.Light.Red => DueLight.PastPromise,
            Calendar.Light.Yellow => DueLight.Soon,
            _ => DueLight.InTime,
        };
        return new DueWords(light, calendar.Describe(now, promised ?? legal!.Value));
    }
}
