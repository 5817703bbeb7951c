namespace ToyuFlow.Server.Calendar;

/// <summary>How much time is left, in the words that every page uses.</summary>
public static class DeadlineText
{
    /// <summary>还剩 3 个工作日（2月7日） · 今天到期 · 已超期 2 个工作日.</summary>
    public static string Describe(this WorkingCalendar calendar, DateTimeOffset now, Deadline due)
    {
        if (due.IsPast(now))
        {
            return Overdue(calendar, now, due);
        }
        var today = BeijingTime.DateOf(now);
        if (due.Unit == LimitUnit.Hour && due.At - now < TimeSpan.FromDays(2))
        {
            var hours = (int)(due.At - now).TotalHours;
            return hours == 0 ? "还剩不到 1 小时" : $"还剩 {hours} 小时";
        }
        if (due.LastDay == today)
        {
            return "今天到期";
        }
        var last = $"（{due.LastDay.Month}月{due.LastDay.Day}日{Mark(calendar, due)}）";
        return calendar.WorkingDaysBetween(today, due.LastDay) is var left and > 0
            ? $"还剩 {left} 个工作日{last}"
            : $"还剩 {due.LastDay.DayNumber - today.DayNumber} 天{last}";
    }

    private static string Mark(WorkingCalendar calendar, Deadline due) =>
        calendar.IsProvisional(due) ? $"，{due.LastDay.Year} 年放假安排未发布，暂按周一至周五计算" : "";

    private static string Overdue(WorkingCalendar calendar, DateTimeOffset now, Deadline due)
    {
        var today = BeijingTime.DateOf(now);
        if (due.Unit == LimitUnit.Hour && now - due.At < TimeSpan.FromDays(1))
        {
            var hours = (int)(now - due.At).TotalHours;
            return hours == 0 ? "已超期不到 1 小时" : $"已超期 {hours} 小时";
        }
        return calendar.WorkingDaysBetween(due.LastDay, today) switch
        {
            0 => "已超期，不到 1 个工作日",
            var days => $"已超期 {days} 个工作日",
        };
    }
}
