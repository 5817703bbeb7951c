using System.Globalization;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Inspections;

/// <summary>One turn of a programme: a month, quarter, half-year or year of the calendar.</summary>
/// <param name="Code">2025-Q1; with the programme it makes a plan unique.</param>
public sealed record InspectionPeriod(string Code, string Name, DateOnly First, DateOnly Last)
{
    public static InspectionPeriod Of(Frequency frequency, DateOnly day)
    {
        var months = frequency switch
        {
            Frequency.Month => 1,
            Frequency.Quarter => 3,
            Frequency.HalfYear => 6,
            _ => 12,
        };
        var number = ((day.Month - 1) / months) + 1;
        var first = new DateOnly(day.Year, ((number - 1) * months) + 1, 1);
        var (code, name) = frequency switch
        {
            Frequency.Month => (string.Create(CultureInfo.InvariantCulture, $"{day.Year}-{number:00}"), $"{day.Year}年{number}月"),
            Frequency.Quarter => ($"{day.Year}-Q{number}", $"{day.Year}年第{number}季度"),
            Frequency.HalfYear => ($"{day.Year}-H{number}", $"{day.Year}年{(number == 1 ? "上" : "下")}半年"),
            _ => (day.Year.ToString(CultureInfo.InvariantCulture), $"{day.Year}年"),
        };
        return new InspectionPeriod(code, name, first, first.AddMonths(months).AddDays(-1));
    }
}
