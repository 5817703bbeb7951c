using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Tests.Inspections;

public sealed class PeriodTests
{
    [Theory]
    [InlineData(Frequency.Month, "2025-03-07", "2025-03", "2025年3月", "2025-03-01", "2025-03-31")]
    [InlineData(Frequency.Quarter, "2025-03-31", "2025-Q1", "2025年第1季度", "2025-01-01", "2025-03-31")]
    [InlineData(Frequency.Quarter, "2025-04-01", "2025-Q2", "2025年第2季度", "2025-04-01", "2025-06-30")]
    [InlineData(Frequency.HalfYear, "2025-07-01", "2025-H2", "2025年下半年", "2025-07-01", "2025-12-31")]
    [InlineData(Frequency.Year, "2024-02-29", "2024", "2024年", "2024-01-01", "2024-12-31")]
    public void A_day_lies_in_one_period_of_each_rhythm(Frequency frequency, string day, string code, string name, string first, string last)
    {
        var period = InspectionPeriod.Of(frequency, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((code, name), (period.Code, period.Name));
        Assert.Equal((first, last), (period.First.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), period.Last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
