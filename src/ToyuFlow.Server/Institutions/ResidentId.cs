using System.Globalization;

namespace ToyuFlow.Server.Institutions;

/// <summary>公民身份号码, GB 11643-1999: 18 characters with the date of birth and a check character (ISO 7064 MOD 11-2).</summary>
public sealed record ResidentId
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private ResidentId(string value) => Value = value;

    public string Value { get; }

    public DateOnly BirthDate => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>What lists and logs may show: 510521********0018.</summary>
    public string Masked => $"{Value[..6]}********{Value[14..]}";

    public static bool TryParse(string? text, out ResidentId? id)
    {
        var value = Normalise(text);
        id = Fault(value) is null ? new ResidentId(value) : null;
        return id is not null;
    }

    /// <summary>What is wrong with the number, in words; null when nothing is.</summary>
    public static string? Problem(string? text) => Fault(Normalise(text));

    public override string ToString() => Masked;

    private static string Normalise(string? text) => text?.Trim().ToUpperInvariant() ?? "";

    private static string? Fault(string value)
    {
        if (value.Length != 18)
        {
            return $"身份证号应为 18 位，现在是 {value.Length} 位。";
        }
        if (!value.AsSpan(0, 17).ContainsOnlyDigits() || !(char.IsAsciiDigit(value[17]) || value[17] == 'X'))
        {
            return "身份证号前 17 位应为数字，最后一位为数字或 X。";
        }
        if (!DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) || birth.Year < 1800)
        {
            return "身份证号第 7 至 14 位不是有效的出生日期。";
        }
        var sum = Weights.Select((weight, index) => weight * (value[index] - '0')).Sum();
        return value[17] == "10X98765432"[sum % 11] ? null : "身份证号的校验位不对，请逐位核对。";
    }
}
