using System.Diagnostics;
using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jobs;

namespace ToyuFlow.Server.Commands;

/// <summary>Reminders that are due among many that are not, and deadlines counted on the calendar.</summary>
public sealed class BenchClocks(BenchData data, TimerSweep sweep, WorkingCalendar calendar)
{
    private const int Due = 1000;
    private const int Deadlines = 2_000_000;

    /// <summary>The same due reminders among ten thousand open tasks and among a hundred thousand: the first is the floor of the second.</summary>
    public async Task<BenchLine> SweepAsync(int few, int many)
    {
        var small = await SweepAsync(few);
        return new BenchLine(string.Create(CultureInfo.InvariantCulture, $"{Due:N0} 个到期提醒，{many:N0} 个任务中（下限为 {few:N0} 个中）"), await SweepAsync(many), small, "个/秒");
    }

    /// <summary>Twenty working days from each day of three years; the floor adds the days without a calendar.</summary>
    public BenchLine Count()
    {
        var (first, limit) = (new DateOnly(2024, 1, 2), Limit.WorkingDays(20));
        var starts = Enumerable.Range(0, 700).Select(i => BeijingTime.StartOf(first.AddDays(i)).AddHours(10)).ToArray();
        var sum = 0L;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Deadlines; i++)
        {
            sum += calendar.Due(starts[i % starts.Length], limit).LastDay.DayNumber;
        }

        var ours = clock.Elapsed;
        clock.Restart();
        for (var i = 0; i < Deadlines; i++)
        {
            sum += BeijingTime.DateOf(starts[i % starts.Length]).AddDays(28).DayNumber;
        }

        return sum > 0
            ? new BenchLine("二十个工作日的期限", Deadlines / ours.TotalSeconds, Deadlines / clock.Elapsed.TotalSeconds, "个/秒")
            : throw new InvalidOperationException("No deadline was counted.");
    }

    private async Task<double> SweepAsync(int total)
    {
        data.AddReminders(total, Due);
        var clock = Stopwatch.StartNew();
        var fired = await sweep.RunAsync(CancellationToken.None);
        return fired >= Due ? fired / clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"{fired} of {Due} reminders were sent.");
    }
}
