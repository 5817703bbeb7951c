using System.Globalization;

namespace ToyuFlow.Server.Layout;

/// <summary>Dates as people here read them, always in the country's one time zone.</summary>
public static class Dates
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly string[] Chinese = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];

    public static DateTimeOffset InChina(this DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, China);

    public static DateOnly DateInChina(this DateTimeOffset at) => DateOnly.FromDateTime(at.InChina().DateTime);

    /// <summary>2025-02-07 周五</summary>
    public static string Long(this DateOnly date) => $"{Iso(date)} {Weekday(date)}";

    /// <summary>2025-02-07 周五 14:30</summary>
    public static string Long(this DateTimeOffset at) =>
        $"{at.DateInChina().Long()} {at.InChina().ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>2025年2月7日, as a document writes it whatever the language of the page.</summary>
    public static string Written(this DateOnly date) => date.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>2025年2月7日 14:30</summary>
    public static string Written(this DateTimeOffset at) => at.InChina().ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);

    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Weekday(DateOnly date) => Texts.IsEnglish
        ? CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName(date.DayOfWeek)
        : Chinese[(int)date.DayOfWeek];
}
