using System.Globalization;
using ToyuFlow.Server.Layout.Forms;
using Asked = ToyuFlow.Server.Jurisdictions.FormField;
using AskedKind = ToyuFlow.Server.Jurisdictions.FieldKind;

namespace ToyuFlow.Server.Cases;

/// <summary>Draws the fields that a pack or a task asks for.</summary>
public static class CaseFields
{
    private const int LongestText = 500;
    private const int ResidentIdLength = 18;

    public static FormField Draw(this Asked field, string? value, string? error = null) =>
        new(field.Code, field.Label, Kind(field.Kind), value, field.Required, [.. field.Options.Select(o => new FieldOption(o.Value, o.Label))], field.Help, error)
        {
            Unit = field.Kind == AskedKind.Money ? null : field.Unit,
            MaxLength = field.Kind switch
            {
                AskedKind.ResidentId => ResidentIdLength,
                AskedKind.Text or AskedKind.TextArea => (int?)field.Max ?? LongestText,
                _ => null,
            },
        };

    /// <summary>What was typed or ticked for a field; several ticks are joined as the form keeps them.</summary>
    public static string Entered(this Asked field, IFormCollection form) => field.Kind == AskedKind.Multiple
        ? string.Join(';', form[field.Code].Where(v => !string.IsNullOrWhiteSpace(v)))
        : form[field.Code].FirstOrDefault()?.Trim() ?? "";

    /// <summary>Numbers are typed with Chinese full stops, commas and spaces; they are kept plain.</summary>
    public static string Tidy(this Asked field, string value) => field.Kind switch
    {
        AskedKind.Number or AskedKind.Money => value.Normalize(System.Text.NormalizationForm.FormKC).Replace(",", "", StringComparison.Ordinal).Replace("。", ".", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
        AskedKind.Uscc or AskedKind.ResidentId or AskedKind.Phone => value.Normalize(System.Text.NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal).ToUpper(CultureInfo.InvariantCulture),
        _ => value,
    };

    private static FieldKind Kind(AskedKind kind) => kind switch
    {
        AskedKind.TextArea => FieldKind.TextArea,
        AskedKind.Number => FieldKind.Number,
        AskedKind.Money => FieldKind.Money,
        AskedKind.Date => FieldKind.Date,
        AskedKind.Choice or AskedKind.YesNo => FieldKind.Choice,
        AskedKind.Multiple => FieldKind.Choices,
        AskedKind.Phone => FieldKind.Phone,
        AskedKind.Uscc => FieldKind.Uscc,
        _ => FieldKind.Text,
    };
}
