using System.Globalization;
using System.Text.RegularExpressions;

namespace ToyuFlow.Server.Calendar;

/// <summary>A time limit as rules state it: working days, calendar days or hours, never a TimeSpan.</summary>
public sealed partial record Limit
{
    public Limit(int n, LimitUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        (N, Unit) = (n, unit);
    }

    public int N { get; }

    public LimitUnit Unit { get; }

    public static Limit WorkingDays(int n) => new(n, LimitUnit.WorkingDay);

    public static Limit Days(int n) => new(n, LimitUnit.Day);

    public static Limit Hours(int n) => new(n, LimitUnit.Hour);

    /// <summary>Reads `5 wd`, `15 d`, `24 h`, and the same in Chinese: `5个工作日`, `15天`, `24小时`.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Limit Parse(string text)
    {
        var match = Shape().Match(text.Trim());
        if (!match.Success || !int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var n))
        {
            throw new FormatException($"「{text}」不是期限，应写成 5 wd（工作日）、15 d（自然日）或 24 h（小时）。");
        }
        return new Limit(n, match.Groups[2].Value switch
        {
            "wd" or "个工作日" or "工作日" => LimitUnit.WorkingDay,
            "h" or "小时" => LimitUnit.Hour,
            _ => LimitUnit.Day,
        });
    }

    /// <summary>The form that <see cref="Parse"/> reads, for storage.</summary>
    public string ToCode() => Unit switch
    {
        LimitUnit.WorkingDay => $"{N} wd",
        LimitUnit.Day => $"{N} d",
        _ => $"{N} h",
    };

    public override string ToString() => Unit switch
    {
        LimitUnit.WorkingDay => $"{N} 个工作日",
        LimitUnit.Day => $"{N} 日",
        _ => $"{N} 小时",
    };

    [GeneratedRegex("^([0-9]{1,4}) *(wd|d|h|个工作日|工作日|日|天|小时)$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Shape();
}

public enum LimitUnit
{
    WorkingDay,
    Day,
    Hour,
}
