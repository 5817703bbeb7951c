using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Calendar;

/// <summary>The working days of the years loaded, and everything that is counted on them; a year without its notice is counted Monday to Friday and marked. Immutable: an amended year gives a new calendar.</summary>
public sealed class WorkingCalendar
{
    private readonly Dictionary<int, HolidayYear> _years;

    public WorkingCalendar(IEnumerable<HolidayYear> years, CountingRules? rules = null)
    {
        _years = years.ToDictionary(year => year.Year);
        Rules = rules ?? new CountingRules();
    }

    public CountingRules Rules { get; }

    public IReadOnlyCollection<HolidayYear> Years => _years.Values;

    /// <summary>Reads every `*.yaml` of a folder, one file a year.</summary>
    /// <exception cref="DataFaultException">A file is wrong; all faults of all files.</exception>
    public static WorkingCalendar Load(string directory, CountingRules? rules = null)
    {
        var faults = new List<DataFault>();
        var years = new Dictionary<int, HolidayYear>();
        foreach (var path in Directory.Exists(directory) ? Directory.GetFiles(directory, "*.yaml").Order() : Enumerable.Empty<string>())
        {
            var file = YamlFile.Open(path, out var root);
            var year = HolidayYear.Read(root);
            faults.AddRange(file.Faults);
            if (file.Faults.Count == 0 && !years.TryAdd(year.Year, year))
            {
                faults.Add(new DataFault(file.Name, 1, $"{year.Year} 年已在另一个文件中录入。"));
            }
        }
        return faults.Count == 0 ? new WorkingCalendar(years.Values, rules) : throw new DataFaultException(faults);
    }

    public WorkingCalendar With(HolidayYear year) => new(_years.Values.Where(other => other.Year != year.Year).Append(year), Rules);

    public WorkingCalendar With(CountingRules rules) => new(_years.Values, rules);

    public bool Covers(DateOnly date) => _years.ContainsKey(date.Year);

    /// <summary>By the year's holiday notice; while that is not published, provisionally Monday to Friday.</summary>
    public bool IsWorkingDay(DateOnly date) => _years.TryGetValue(date.Year, out var year)
        ? year.IsWorkingDay(date)
        : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether the last day was counted into a year whose holiday notice is not loaded, and may move when that arrives. Hours do not depend on it.</summary>
    public bool IsProvisional(Deadline due) => due.Unit != LimitUnit.Hour && !Covers(due.LastDay);

    /// <summary>
    /// The n-th working day after the start (day 1 is the next working day); with <see cref="CountingRules.CountStartDay"/> the start,
    /// if it is worked, is day 1. A negative n counts backwards (a reminder three working days before). Zero is the start itself.
    /// </summary>
    public DateOnly AddWorkingDays(DateOnly start, int n)
    {
        var step = Math.Sign(n);
        var left = Math.Abs(n);
        var day = Rules.CountStartDay && n > 0 ? start.AddDays(-1) : start;
        while (left > 0)
        {
            day = day.AddDays(step);
            left -= IsWorkingDay(day) ? 1 : 0;
        }
        return day;
    }

    /// <summary>So many working days after a last day, before it for a negative number; unlike a start it is never counted itself.</summary>
    public DateOnly After(DateOnly lastDay, int n) => AddWorkingDays(lastDay, n > 0 && Rules.CountStartDay ? n + 1 : n);

    /// <summary>Working days after the first date up to and including the second; negative when the second lies before the first.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to)
    {
        if (to < from)
        {
            return -WorkingDaysBetween(to, from);
        }
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            count += IsWorkingDay(day) ? 1 : 0;
        }
        return count;
    }

    public DateOnly NextWorkingDayOnOrAfter(DateOnly day)
    {
        while (!IsWorkingDay(day))
        {
            day = day.AddDays(1);
        }
        return day;
    }

    /// <summary>When a limit that starts now runs out.</summary>
    public Deadline Due(DateTimeOffset start, Limit limit)
    {
        var day = BeijingTime.DateOf(start);
        return limit.Unit switch
        {
            LimitUnit.WorkingDay => EndOf(AddWorkingDays(day, limit.N), limit.Unit),
            LimitUnit.Day => EndOfCalendarDays(day.AddDays(Rules.CountStartDay && limit.N > 0 ? limit.N - 1 : limit.N)),
            _ => Deadline.From(start.AddHours(limit.N), LimitUnit.Hour),
        };
    }

    /// <summary>The light of a case that has a promised limit, a legal one, both or none.</summary>
    public Light Light(DateTimeOffset now, Deadline? promised, Deadline? legal = null)
    {
        if (legal?.IsPast(now) == true)
        {
            return Calendar.Light.Black;
        }
        if (promised?.IsPast(now) == true)
        {
            return Calendar.Light.Red;
        }
        var next = (promised, legal) switch
        {
            ({ } first, { } second) => first.At <= second.At ? first : second,
            _ => promised ?? legal,
        };
        return next is { } due && DaysLeft(now, due) <= Rules.YellowWithin ? Calendar.Light.Yellow : Calendar.Light.Green;
    }

    /// <summary>Working days left after today.</summary>
    internal int DaysLeft(DateTimeOffset now, Deadline due) => WorkingDaysBetween(BeijingTime.DateOf(now), due.LastDay);

    internal Deadline EndOfCalendarDays(DateOnly last) =>
        EndOf(Rules.RollOverDaysOff ? NextWorkingDayOnOrAfter(last) : last, LimitUnit.Day);

    internal static Deadline EndOf(DateOnly last, LimitUnit unit) => new(BeijingTime.EndOf(last), last, unit);
}
