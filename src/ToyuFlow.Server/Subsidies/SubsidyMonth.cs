using System.Globalization;

namespace ToyuFlow.Server.Subsidies;

/// <summary>The calendar month that an operating subsidy is claimed for.</summary>
public readonly record struct SubsidyMonth(int Year, int Month)
{
    public DateOnly First => new(Year, Month, 1);

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public SubsidyMonth Next => From(First.AddMonths(1));

    public static SubsidyMonth From(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Reads `2025-03`.</summary>
    public static bool TryParse(string? text, out SubsidyMonth month)
    {
        var isMonth = DateOnly.TryParseExact(text?.Trim(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = isMonth ? From(first) : default;
        return isMonth;
    }

    /// <summary>The form that <see cref="TryParse"/> reads, and that sorts by time.</summary>
    public override string ToString() => $"{Year:0000}-{Month:00}";

    public string ToChinese() => $"{Year}年{Month}月";
}
