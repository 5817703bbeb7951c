using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Calendar;
using static ToyuFlow.Server.Tests.Calendar.TestCalendar;

namespace ToyuFlow.Server.Tests.Calendar;

public sealed class ClockLedgerTests
{
    private static readonly ClockLedger Accepted = ClockLedger.Started(At("2025-01-24 10:00"), "收到材料", by: "测试员甲");

    [Fact]
    public void Without_a_pause_it_agrees_with_the_calendar() =>
        Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt, PositiveInt, bool>((hours, number, countStart) =>
        {
            var calendar = Shipped.With(new CountingRules(countStart));
            var start = At("2024-01-01 00:00").AddHours(hours.Get % 20_000);
            return Enum.GetValues<LimitUnit>().All(unit =>
                ClockLedger.Started(start, "受理").Due(calendar, new Limit(number.Get % 40, unit)) == calendar.Due(start, new Limit(number.Get % 40, unit)));
        }));

    [Fact]
    public void Days_that_ran_and_days_that_stood_are_the_days_elapsed() =>
        Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt[], PositiveInt, bool>((gaps, later, countStart) =>
        {
            var calendar = Shipped.With(new CountingRules(countStart));
            var ledger = WithEvents(gaps, out var last);
            var now = last.AddHours(later.Get % 500);
            var count = ledger.WorkingDays(calendar, now);
            var (from, to) = (BeijingTime.DateOf(ledger.Start), BeijingTime.DateOf(now));
            var elapsed = calendar.WorkingDaysBetween(countStart ? from.AddDays(-1) : from, to);
            return count.Running + count.Paused == elapsed
                && ledger.RunningTime(now) + ledger.PausedTime(now) == now - ledger.Start;
        }));

    [Fact]
    public void On_the_day_that_is_due_nothing_remains_and_the_day_before_something_does() =>
        Check.QuickThrowOnFailure(Prop.ForAll<PositiveInt[], PositiveInt>((gaps, number) =>
        {
            var ledger = WithEvents(gaps, out var last);
            var limit = Limit.WorkingDays((number.Get % 30) + 1);
            return ledger.Due(Shipped, limit) is not { } due
                ? ledger.IsPaused && ledger.Remaining(Shipped, limit, last.AddDays(30)) > 0
                : due.LastDay < BeijingTime.DateOf(last)
                    || (ledger.Remaining(Shipped, limit, due.At.AddHours(-1)) == 0 && ledger.Remaining(Shipped, limit, due.At.AddHours(-25)) == 1);
        }));

    [Theory]
    [InlineData("2025-01-26 15:00", "2025-02-06 11:00", "2025-02-11")] // 春节: 补正 from 除夕前 to 初九; one day was used
    [InlineData("2025-01-24 15:00", "2025-01-24 16:00", "2025-02-07")] // a pause within one day costs nothing
    [InlineData("2025-02-05 08:00", "2025-02-05 09:00", "2025-02-07")] // nor on a later day
    [InlineData("2025-02-05 08:00", "2025-02-08 09:00", "2025-02-11")] // three used, the Saturday worked is the day of the resumption
    public void A_pause_moves_the_due_date(string paused, string resumed, string expected)
    {
        var ledger = Accepted.Pause(At(paused), "一次性补正告知", "行政许可法 第三十二条", "测试员甲", "补正〔2025〕1号").Resume(At(resumed), "补正材料收齐");
        Assert.Equal(Day(expected), ledger.Due(Shipped, Limit.WorkingDays(5))!.Value.LastDay);
    }

    [Fact]
    public void While_the_clock_stands_there_is_no_due_date_and_the_reason_is_said()
    {
        var ledger = Accepted.Pause(At("2025-01-26 15:00"), "等待申请人补正材料", "行政许可法 第三十二条");
        Assert.Null(ledger.Due(Shipped, Limit.WorkingDays(5)));
        Assert.Equal("计时已暂停：等待申请人补正材料", ledger.Describe(Shipped, At("2025-02-20 09:00"), Limit.WorkingDays(5)));
        Assert.Equal(new ClockCount(1, 14), ledger.WorkingDays(Shipped, At("2025-02-20 09:00")));
        Assert.Equal(new DateOnly(2025, 1, 26), ledger.Due(Shipped, Limit.WorkingDays(1))!.Value.LastDay);
        Assert.Equal(4, ledger.Remaining(Shipped, Limit.WorkingDays(5), At("2025-02-20 09:00")));
    }

    [Fact]
    public void The_promised_and_the_legal_limit_come_from_the_same_clock()
    {
        var ledger = Accepted.Pause(At("2025-02-05 15:00"), "专家评审", "行政许可法 第四十五条").Resume(At("2025-02-12 09:00"), "评审结束");
        Assert.Equal(new DateOnly(2025, 2, 14), ledger.Due(Shipped, Limit.WorkingDays(5))!.Value.LastDay);
        Assert.Equal(new DateOnly(2025, 2, 28), ledger.Due(Shipped, Limit.WorkingDays(15))!.Value.LastDay);
    }

    [Fact]
    public void A_stopped_clock_no_longer_counts_but_keeps_its_due_date()
    {
        var ledger = Accepted.Stop(At("2025-02-05 15:00"));
        Assert.Equal(3, ledger.WorkingDays(Shipped, At("2025-06-01 09:00")).Running);
        Assert.Equal(new DateOnly(2025, 2, 7), ledger.Due(Shipped, Limit.WorkingDays(5))!.Value.LastDay);
        Assert.Throws<InvalidOperationException>(() => ledger.Pause(At("2025-02-06 09:00"), "补正"));
    }

    [Fact]
    public void A_pause_adds_its_hours_to_a_limit_in_hours()
    {
        var ledger = Accepted.Pause(At("2025-01-24 12:00"), "等待回复").Resume(At("2025-01-25 12:00"), "已回复");
        Assert.Equal(At("2025-01-26 10:00"), ledger.Due(Shipped, Limit.Hours(24))!.Value.At);
        Assert.Equal(At("2025-01-24 12:00"), ledger.Due(Shipped, Limit.Hours(2))!.Value.At);
    }

    [Fact]
    public void Segments_are_restored_only_when_they_join()
    {
        var ledger = Accepted.Pause(At("2025-01-26 15:00"), "补正").Resume(At("2025-02-06 11:00"), "收齐");
        Assert.Equal(ledger.Segments, ClockLedger.FromSegments(ledger.Segments.Reverse()).Segments);
        Assert.Throws<ArgumentException>(() => ClockLedger.FromSegments([ledger.Segments[0], ledger.Segments[2]]));
        Assert.Throws<ArgumentException>(() => ClockLedger.FromSegments([]));
        Assert.Throws<ArgumentException>(() => ledger.Pause(At("2025-02-01 09:00"), "早于上一个事件"));
    }

    /// <summary>A clock that is paused and resumed by turns after the given hours.</summary>
    private static ClockLedger WithEvents(PositiveInt[] gaps, out DateTimeOffset last)
    {
        last = At("2024-01-08 09:00");
        var ledger = ClockLedger.Started(last, "受理");
        foreach (var gap in (gaps ?? []).Take(8))
        {
            last = last.AddHours(gap.Get % 400);
            ledger = ledger.IsRunning ? ledger.Pause(last, "补正") : ledger.Resume(last, "收齐");
        }
        return ledger;
    }
}
