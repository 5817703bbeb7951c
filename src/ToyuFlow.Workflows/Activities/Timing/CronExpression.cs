using System.Globalization;

namespace ToyuFlow.Workflows.Activities.Timing;

/// <summary>
/// A cron expression of six fields (second, minute, hour, day, month, day of the week) or of five without the second. Read in Beijing time.
/// A field is <c>*</c>, a number, a name (JAN, MON), a range, a step or a list; a day may also be <c>?</c>, <c>L</c>, <c>5#2</c> or <c>5L</c>.
/// </summary>
public sealed class CronExpression
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly bool[] _seconds;
    private readonly bool[] _minutes;
    private readonly bool[] _hours;
    private readonly bool[] _months;
    private readonly Func<DateOnly, bool> _days;

    private CronExpression(string[] fields)
    {
        _seconds = Set(fields[0], 0, 59, []);
        _minutes = Set(fields[1], 0, 59, []);
        _hours = Set(fields[2], 0, 23, []);
        _months = Set(fields[4], 1, 12, Months);
        _days = ReadDays(fields[3], fields[5]);
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The expression, ready to be asked.</returns>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static CronExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields.Length switch
        {
            5 => new CronExpression(["0", .. fields]),
            6 => new CronExpression(fields),
            _ => throw Fault(text)
        };
    }

    /// <summary>The first moment after another at which it is due.</summary>
    /// <param name="moment">The moment to begin after.</param>
    /// <returns>The next moment, or null when there is none within forty years.</returns>
    public DateTimeOffset? Next(DateTimeOffset moment)
    {
        var local = moment.ToOffset(Beijing);
        var start = new DateTimeOffset(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, Beijing).AddSeconds(1);
        var day = DateOnly.FromDateTime(start.DateTime);
        for (var last = day.AddYears(40); day <= last; day = day.AddDays(1))
        {
            if (!_months[day.Month])
            {
                day = new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
            }
            else if (_days(day) && FirstTime(day == DateOnly.FromDateTime(start.DateTime) ? TimeOnly.FromDateTime(start.DateTime) : TimeOnly.MinValue) is { } time)
            {
                return new DateTimeOffset(day, time, Beijing);
            }
        }

        return null;
    }

    private TimeOnly? FirstTime(TimeOnly from)
    {
        for (var hour = from.Hour; hour < 24; hour++)
        {
            if (!_hours[hour])
            {
                continue;
            }

            for (var minute = hour == from.Hour ? from.Minute : 0; minute < 60; minute++)
            {
                var first = hour == from.Hour && minute == from.Minute ? from.Second : 0;
                if (_minutes[minute] && Array.IndexOf(_seconds, true, first) is >= 0 and var second)
                {
                    return new TimeOnly(hour, minute, second);
                }
            }
        }

        return null;
    }

    /// <summary>As in other crons, a day that both fields restrict must satisfy both.</summary>
    private static Func<DateOnly, bool> ReadDays(string ofMonth, string ofWeek)
    {
        var month = ReadDayOfMonth(ofMonth);
        var week = ReadDayOfWeek(ofWeek);
        return day => month(day) && week(day);
    }

    private static Func<DateOnly, bool> ReadDayOfMonth(string field)
    {
        switch (field)
        {
            case "?":
                return _ => true;
            case "L":
                return day => day.Day == DateTime.DaysInMonth(day.Year, day.Month);
            default:
                var days = Set(field, 1, 31, []);
                return day => days[day.Day];
        }
    }

    private static Func<DateOnly, bool> ReadDayOfWeek(string field)
    {
        if (field == "?")
        {
            return _ => true;
        }

        if (field.Split('#') is [var which, var nth])
        {
            var (weekday, number) = (Number(which, 0, 7, Days) % 7, Number(nth, 1, 5, []));
            return day => (int)day.DayOfWeek == weekday && (day.Day + 6) / 7 == number;
        }

        if (field.Length > 1 && field.EndsWith('L'))
        {
            var weekday = Number(field[..^1], 0, 7, Days) % 7;
            return day => (int)day.DayOfWeek == weekday && day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month);
        }

        var days = Set(field, 0, 7, Days);
        days[0] |= days[7];
        return day => days[(int)day.DayOfWeek];
    }

    private static bool[] Set(string field, int least, int most, string[] names)
    {
        var set = new bool[most + 1];
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var all, var every] => (all, Number(every, 1, most + 1, [])),
                _ => throw Fault(field)
            };
            var (from, to) = range switch
            {
                "*" or "?" => (least, most),
                _ when range.Split('-') is [var first, var last] => (Number(first, least, most, names), Number(last, least, most, names)),
                _ => (Number(range, least, most, names), part.Contains('/', StringComparison.Ordinal) ? most : Number(range, least, most, names))
            };
            if (from > to)
            {
                throw Fault(field);
            }

            for (var i = from; i <= to; i += step)
            {
                set[i] = true;
            }
        }

        return set;
    }

    private static int Number(string text, int least, int most, string[] names)
    {
        if (Array.IndexOf(names, text) is >= 0 and var place)
        {
            return names == Months ? place + 1 : place;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : throw Fault(text);
    }

    private static FormatException Fault(string text) => new($"“{text}”不是定时表达式，应当写成“秒 分 时 日 月 周”，例如 0 30 8 * * MON-FRI。");
}
