namespace ToyuFlow.Server.Calendar;

/// <summary>A computation reached a year whose holiday notice is not loaded; guessing its holidays would give a wrong deadline.</summary>
public sealed class CalendarYearMissingException(int year)
    : InvalidOperationException($"{year} 年的节假日安排还没有录入，涉及该年的期限无法计算。请管理员在“日历”中录入国务院办公厅 {year} 年放假通知。")
{
    public int Year { get; } = year;
}
