using System.Globalization;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>Statuses and entered values in words.</summary>
public static class CaseWords
{
    public static string Of(CaseStatus status, Texts texts) => status switch
    {
        CaseStatus.Draft => texts["草稿，未提交"],
        CaseStatus.Submitted => texts["已提交，待受理"],
        CaseStatus.Correcting => texts["待补正"],
        CaseStatus.Accepted => texts["办理中"],
        CaseStatus.Approved => texts["办结，通过"],
        CaseStatus.Refused => texts["办结，不予通过"],
        _ => texts["已撤回"],
    };

    public static string Shown(FormField field, string? value, Texts texts)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return texts["未填写"];
        }

        return field.Kind switch
        {
            FieldKind.Choice or FieldKind.YesNo or FieldKind.Multiple => string.Join("、", value.Split(';', StringSplitOptions.TrimEntries).Select(v => field.Options.FirstOrDefault(o => o.Value == v)?.Label ?? v)),
            FieldKind.Money when Money.TryParse(value, out var money) => texts["{0} 元", MoneyTagHelper.Yuan(money.Fen)],
            FieldKind.Date when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.Long(),
            _ => field.Unit is null ? value : $"{value} {field.Unit}",
        };
    }

    /// <summary>A resident id where nobody has to check it: the middle is covered (个人信息保护).</summary>
    public static string Covered(string id) => id.Length < 8 ? id : $"{id[..4]}{new string('*', id.Length - 8)}{id[^4..]}";
}
