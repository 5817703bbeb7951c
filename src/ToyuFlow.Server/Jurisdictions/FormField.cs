using System.Globalization;
using System.Text.RegularExpressions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions;

/// <summary>One field of an application form. Forms are rendered and checked from these.</summary>
/// <param name="Section">The heading it stands under; one section is one page of the form.</param>
/// <param name="Options">The values of a choice.</param>
/// <param name="Min">The smallest number allowed (for text: fewest characters).</param>
/// <param name="Max">The largest number allowed (for text: most characters).</param>
/// <param name="When">The field is asked only when this holds.</param>
public sealed partial record FormField(
    string Code,
    string Label,
    FieldKind Kind,
    string Section,
    bool Required,
    IReadOnlyList<FieldOption> Options,
    string? Help,
    decimal? Min,
    decimal? Max,
    string? Unit,
    FieldCondition? When)
{
    public bool IsAsked(IReadOnlyDictionary<string, string> form) => When?.Holds(form) ?? true;

    /// <summary>What is wrong with the value, in words to the person who typed it; null when nothing is.</summary>
    /// <param name="codeProblem">Checks the kinds that have a check digit.</param>
    public string? Problem(string? value, Func<FieldKind, string, string?> codeProblem)
    {
        var text = value?.Trim() ?? "";
        if (text.Length == 0)
        {
            return Required ? (Kind is FieldKind.Choice or FieldKind.Multiple or FieldKind.YesNo or FieldKind.Date ? $"请选择{Label}。" : $"请填写{Label}。") : null;
        }
        return Kind switch
        {
            FieldKind.Number => Range(decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null, "数字"),
            FieldKind.Money => Range(Money.TryParse(text, out var money) ? money.Yuan : null, "金额，最多两位小数"),
            FieldKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : $"{Label}应为 2025-02-07 这样的日期。",
            FieldKind.Choice or FieldKind.YesNo => Options.Any(option => option.Value == text) ? null : $"{Label}请从给出的选项中选择。",
            FieldKind.Multiple => text.Split(';').All(part => Options.Any(option => option.Value == part.Trim())) ? null : $"{Label}请从给出的选项中选择。",
            FieldKind.Phone => PhoneShape().IsMatch(text) ? null : $"{Label}应为 11 位手机号，或区号加座机号，如 0830-8190000。",
            FieldKind.Uscc or FieldKind.ResidentId => codeProblem(Kind, text),
            _ => text.Length > (Max ?? 500) ? $"{Label}最多 {Max ?? 500} 个字，现在有 {text.Length} 个。"
                : text.Length < (Min ?? 0) ? $"{Label}至少 {Min} 个字。" : null,
        };
    }

    private string? Range(decimal? number, string expected) => number switch
    {
        null => $"{Label}应为{expected}。",
        var value when value < Min || value > Max => (Min, Max) switch
        {
            ({ } min, { } max) => $"{Label}应在 {min} 到 {max}{Unit} 之间。",
            ({ } min, null) => $"{Label}不能小于 {min}{Unit}。",
            _ => $"{Label}不能大于 {Max}{Unit}。",
        },
        _ => null,
    };

    [GeneratedRegex("^(1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[2-9][0-9]{6,7})$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex PhoneShape();
}

public sealed record FieldOption(string Value, string Label);

public enum FieldKind
{
    Text,
    TextArea,
    Number,
    Money,
    Date,
    Choice,
    Multiple,
    YesNo,
    Phone,
    Uscc,
    ResidentId,
}
