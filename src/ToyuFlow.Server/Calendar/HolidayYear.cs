using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Calendar;

/// <summary>One year's notice of the State Council: the days off, and the weekend days that are worked in exchange.</summary>
public sealed record HolidayYear(int Year, string Source, IReadOnlyList<Holiday> Off, IReadOnlyList<MakeUpDay> MakeUp)
{
    private readonly bool[] _working = Days(Year, Off, MakeUp);

    internal bool IsWorkingDay(DateOnly date) => _working[date.DayOfYear - 1];

    internal static HolidayYear Read(YamlMap map)
    {
        var year = map.Number("year");
        if (year is < 2000 or > 2100)
        {
            map.Fault("year", "应为四位年份。");
            year = 2000;
        }
        var off = map.Maps("off").Select(item => new Holiday(item.Text("name"), item.Date("from"), item.Date("to"))).ToList();
        var makeUp = map.Maps("work").Select(item => new MakeUpDay(item.Date("date"), item.Text("for"))).ToList();
        foreach (var wrong in off.Where(item => item.From > item.To || item.From.Year != year || item.To.Year != year))
        {
            map.Fault("off", $"「{wrong.Name}」的起止日期不在 {year} 年内或前后颠倒。");
        }
        foreach (var wrong in makeUp.Where(item => item.Date.Year != year || item.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)))
        {
            map.Fault("work", $"调休上班日 {wrong.Date:yyyy-MM-dd} 不是 {year} 年的周六或周日。");
        }
        var result = map.File.Faults.Count == 0
            ? new HolidayYear(year, map.Text("source"), off, makeUp)
            : new HolidayYear(year, "", [], []);
        map.RefuseUnknownKeys();
        return result;
    }

    private static bool[] Days(int year, IReadOnlyList<Holiday> off, IReadOnlyList<MakeUpDay> makeUp)
    {
        var first = new DateOnly(year, 1, 1);
        var working = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(day => first.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .ToArray();
        foreach (var holiday in off)
        {
            for (var day = holiday.From; day <= holiday.To; day = day.AddDays(1))
            {
                working[day.DayOfYear - 1] = false;
            }
        }
        foreach (var day in makeUp)
        {
            working[day.Date.DayOfYear - 1] = true;
        }
        return working;
    }
}

public sealed record Holiday(string Name, DateOnly From, DateOnly To);

/// <summary>调休上班: a weekend day that is worked for the holiday named.</summary>
public sealed record MakeUpDay(DateOnly Date, string For);
