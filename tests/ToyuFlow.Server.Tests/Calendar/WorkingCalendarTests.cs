using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;
using static ToyuFlow.Server.Tests.Calendar.TestCalendar;

namespace ToyuFlow.Server.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    [Theory]
    [InlineData("2024-04-30", 7, "2024-05-13")] // 劳动节, 5月11日周六上班
    [InlineData("2024-09-13", 5, "2024-09-23")] // 中秋节, 9月14日周六上班
    [InlineData("2025-01-24", 5, "2025-02-07")] // 春节, 1月26日周日上班
    [InlineData("2025-09-26", 5, "2025-10-10")] // 国庆节、中秋节, 9月28日周日上班
    [InlineData("2025-09-26", 15, "2025-10-23")] // 国庆节、中秋节, 10月11日周六上班
    [InlineData("2026-02-12", 5, "2026-02-26")] // 春节, 2月14日周六上班
    [InlineData("2026-02-12", 15, "2026-03-11")] // 春节, 2月28日周六上班
    [InlineData("2026-09-18", 5, "2026-09-24")] // 国庆节, 9月20日周日上班
    [InlineData("2026-09-29", 5, "2026-10-12")] // 国庆节, 10月10日周六上班
    [InlineData("2025-12-31", 1, "2026-01-04")] // 元旦, over the turn of the year
    [InlineData("2025-02-07", -5, "2025-01-24")] // 春节, backwards
    public void Working_days_are_counted_over_holidays_and_make_up_days(string start, int n, string expected) =>
        Assert.Equal(Day(expected), Shipped.AddWorkingDays(Day(start), n));

    [Theory]
    [InlineData(2024, new[] { 22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22 })]
    [InlineData(2025, new[] { 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23 })]
    [InlineData(2026, new[] { 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 })]
    public void Each_month_has_as_many_working_days_as_the_notices_give(int year, int[] expected) =>
        Assert.Equal(expected, Enumerable.Range(1, 12).Select(month => Enumerable.Range(1, DateTime.DaysInMonth(year, month))
            .Count(day => Shipped.IsWorkingDay(new DateOnly(year, month, day)))));

    [Fact]
    public void Counting_back_what_was_added_gives_the_number_again() =>
        Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt, PositiveInt>((offset, number) =>
        {
            var start = new DateOnly(2024, 1, 1).AddDays(offset.Get % 900);
            var n = number.Get % 60;
            var end = Shipped.AddWorkingDays(start, n);
            return Shipped.WorkingDaysBetween(start, end) == n && Shipped.WorkingDaysBetween(end, start) == -n;
        }));

    [Fact]
    public void The_start_day_counts_when_the_jurisdiction_says_so()
    {
        var inclusive = Shipped.With(new CountingRules(CountStartDay: true));
        Assert.Equal(new DateOnly(2025, 2, 6), inclusive.AddWorkingDays(new DateOnly(2025, 1, 24), 5));
        Assert.Equal(new DateOnly(2025, 1, 24), inclusive.AddWorkingDays(new DateOnly(2025, 1, 24), 1));
    }

    [Fact]
    public void A_limit_into_a_year_without_its_notice_is_counted_Monday_to_Friday_and_marked_until_the_notice_arrives()
    {
        var due = Shipped.Due(At("2026-12-28 10:00"), Limit.WorkingDays(5));
        Assert.Equal(new DateOnly(2027, 1, 4), due.LastDay);
        Assert.True(Shipped.IsProvisional(due));
        Assert.Contains("2027 年放假安排未发布，暂按周一至周五计算", Shipped.Describe(At("2026-12-28 10:00"), due));
        var published = Shipped.With(new HolidayYear(2027, "示例通知", [new Holiday("元旦", new DateOnly(2027, 1, 1), new DateOnly(2027, 1, 1))], []));
        Assert.Equal(new DateOnly(2027, 1, 5), published.Due(At("2026-12-28 10:00"), Limit.WorkingDays(5)).LastDay);
        Assert.False(published.IsProvisional(published.Due(At("2026-12-28 10:00"), Limit.WorkingDays(5))));
    }

    [Fact]
    public void A_limit_that_ends_on_the_last_day_of_a_published_year_is_not_provisional() =>
        Assert.False(Shipped.IsProvisional(Shipped.Due(At("2026-12-28 10:00"), Limit.WorkingDays(3))));

    [Fact]
    public void A_limit_in_days_ends_at_24_o_clock_in_Beijing()
    {
        var due = Shipped.Due(At("2025-01-24 23:59"), Limit.Parse("5 wd"));
        Assert.Equal(At("2025-02-08 00:00"), due.At);
        Assert.Equal(TimeSpan.Zero, due.At.Offset);
        Assert.Equal(new DateOnly(2025, 2, 7), due.LastDay);
        Assert.Equal(due, Deadline.From(due.At));
        Assert.False(due.IsPast(At("2025-02-07 23:59:59")));
        Assert.True(due.IsPast(At("2025-02-08 00:00")));
    }

    [Fact]
    public void The_day_on_which_a_limit_starts_is_the_day_in_Beijing_not_in_UTC() =>
        Assert.Equal(new DateOnly(2025, 3, 4), Shipped.Due(new DateTimeOffset(2025, 3, 2, 17, 0, 0, TimeSpan.Zero), Limit.WorkingDays(1)).LastDay);

    [Fact]
    public void A_period_in_calendar_days_that_ends_on_a_day_off_ends_with_the_next_working_day()
    {
        Assert.Equal(new DateOnly(2025, 2, 5), Shipped.Due(At("2025-01-20 09:00"), Limit.Parse("10 d")).LastDay);
        var strict = Shipped.With(new CountingRules(RollOverDaysOff: false));
        Assert.Equal(new DateOnly(2025, 1, 30), strict.Due(At("2025-01-20 09:00"), Limit.Parse("10 d")).LastDay);
    }

    [Fact]
    public void A_limit_in_hours_ends_at_its_hour() =>
        Assert.Equal(At("2025-01-25 09:30"), Shipped.Due(At("2025-01-24 09:30"), Limit.Parse("24 h")).At);

    [Theory]
    [InlineData("2025-02-05 09:00", Light.Yellow)] // two working days left
    [InlineData("2025-01-27 09:00", Light.Green)] // three: 2月5日, 6日, 7日
    [InlineData("2025-02-07 23:00", Light.Yellow)]
    [InlineData("2025-02-08 00:00", Light.Red)]
    [InlineData("2025-02-21 23:59", Light.Red)]
    [InlineData("2025-02-22 00:00", Light.Black)]
    public void The_light_is_red_past_the_promise_and_black_past_the_law(string now, Light expected)
    {
        var promised = Shipped.Due(At("2025-01-24 10:00"), Limit.WorkingDays(5));
        var legal = Deadline.From(At("2025-02-22 00:00"));
        Assert.Equal(expected, Shipped.Light(At(now), promised, legal));
    }

    [Theory]
    [InlineData("2025-01-27 09:00", "还剩 3 个工作日（2月7日）")]
    [InlineData("2025-02-07 09:00", "今天到期")]
    [InlineData("2025-02-08 09:00", "已超期 1 个工作日")] // a Saturday that is worked
    [InlineData("2025-02-11 09:00", "已超期 3 个工作日")]
    [InlineData("2027-01-05 09:00", "已超期 477 个工作日")] // no notice for 2027: its days are counted Monday to Friday
    public void What_is_left_is_said_in_words(string now, string expected) =>
        Assert.Equal(expected, Shipped.Describe(At(now), Shipped.Due(At("2025-01-24 10:00"), Limit.WorkingDays(5))));

    [Theory]
    [InlineData("2025-03-03 10:30", "还剩 23 小时")]
    [InlineData("2025-03-04 09:30", "还剩不到 1 小时")]
    [InlineData("2025-03-04 12:00", "已超期 2 小时")]
    public void A_limit_in_hours_is_described_in_hours(string now, string expected) =>
        Assert.Equal(expected, Shipped.Describe(At(now), Shipped.Due(At("2025-03-03 10:00"), Limit.Hours(24))));

    [Theory]
    [InlineData("5 wd", 5, LimitUnit.WorkingDay)]
    [InlineData("15 d", 15, LimitUnit.Day)]
    [InlineData("24h", 24, LimitUnit.Hour)]
    [InlineData("5个工作日", 5, LimitUnit.WorkingDay)]
    public void A_limit_is_read_from_the_text_of_a_pack(string text, int n, LimitUnit unit)
    {
        Assert.Equal(new Limit(n, unit), Limit.Parse(text));
        Assert.Equal(new Limit(n, unit), Limit.Parse(new Limit(n, unit).ToCode()));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("-5 wd")]
    [InlineData("五个工作日")]
    public void Anything_else_is_not_a_limit(string text) => Assert.Throws<FormatException>(() => Limit.Parse(text));

    [Fact]
    public void Every_fault_of_a_calendar_file_is_reported_with_its_line()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "2025.yaml"), "year: 2025\noff:\n  - {name: 元旦, from: 2025-13-01, to: 2025-01-01}\nwork:\n  - {date: 2025-01-27, for: 春节}\nworks: []\n");
        var faults = Assert.Throws<DataFaultException>(() => WorkingCalendar.Load(folder)).Faults;
        Assert.Contains(faults, fault => fault.Line == 3 && fault.Reason.Contains("应为 2025-02-07 这样的日期"));
        Assert.Contains(faults, fault => fault.Line == 5 && fault.Reason.Contains("不是 2025 年的周六或周日"));
        Assert.Contains(faults, fault => fault.Line == 6 && fault.Reason.Contains("works 不认识这个键"));
    }
}
