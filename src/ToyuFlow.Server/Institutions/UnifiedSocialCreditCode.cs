using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Institutions;

/// <summary>统一社会信用代码, GB 32100-2015: 18 characters, the last a check character over the others (weights 3^i mod 31).</summary>
public sealed record UnifiedSocialCreditCode
{
    /// <summary>No I, O, S, V, Z: they would be taken for 1, 0, 5, U, 2.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    private UnifiedSocialCreditCode(string value) => Value = value;

    public string Value { get; }

    /// <summary>登记管理部门 and 机构类别, e.g. 91 an enterprise.</summary>
    public string Prefix => Value[..2];

    /// <summary>Reads a code as typed: surrounding blanks and lower case are forgiven.</summary>
    public static bool TryParse(string? text, out UnifiedSocialCreditCode? code)
    {
        var value = Normalise(text);
        code = Fault(value) is null ? new UnifiedSocialCreditCode(value) : null;
        return code is not null;
    }

    /// <summary>What is wrong with the code, in words; null when nothing is.</summary>
    public static string? Problem(string? text) => Fault(Normalise(text));

    /// <summary>Null when the code may belong to an institution of that type; otherwise what does not fit.</summary>
    public string? ProblemFor(InstitutionType type) => type.CodePrefixes.Count == 0 || type.CodePrefixes.Contains(Prefix)
        ? null
        : $"{type.Name}的统一社会信用代码应以 {string.Join(" 或 ", type.CodePrefixes)} 开头，这个代码以 {Prefix} 开头（{Registry(Prefix)}）。";

    public override string ToString() => Value;

    private static string Normalise(string? text) => text?.Trim().ToUpperInvariant() ?? "";

    private static string? Fault(string value)
    {
        if (value.Length != 18)
        {
            return $"统一社会信用代码应为 18 位，现在是 {value.Length} 位。";
        }
        if (value.FirstOrDefault(letter => !Alphabet.Contains(letter, StringComparison.Ordinal)) is var wrong and not '\0')
        {
            return $"统一社会信用代码不含“{wrong}”（不使用 I、O、S、V、Z，请核对是否为 1、0、5、U、2）。";
        }
        var sum = Weights.Select((weight, index) => weight * Alphabet.IndexOf(value[index], StringComparison.Ordinal)).Sum();
        return value[17] == Alphabet[(31 - (sum % 31)) % 31]
            ? null
            : "统一社会信用代码的校验位不对，请逐位核对，常见原因是相邻两位颠倒或看错一位。";
    }

    private static string Registry(string prefix) => prefix switch
    {
        "11" => "机关",
        "12" => "事业单位",
        "51" => "社会团体",
        "52" => "民办非企业单位",
        "53" => "基金会",
        "91" => "企业",
        "92" => "个体工商户",
        "93" => "农民专业合作社",
        _ => "其他",
    };
}
