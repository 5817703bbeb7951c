using System.Globalization;

namespace ToyuFlow.Server.Layout.Forms;

/// <summary>One field drawn from data: model of <c>_FormField</c>.</summary>
/// <param name="Code">Its name in the posted form and the end of its id (<c>field-…</c>).</param>
/// <param name="Help">One sentence under the label: what to write, where to find it.</param>
/// <param name="Error">What is wrong and how to mend it; the value stays.</param>
public sealed record FormField(
    string Code,
    string Label,
    FieldKind Kind,
    string? Value = null,
    bool Required = false,
    IReadOnlyList<FieldOption>? Options = null,
    string? Help = null,
    string? Error = null)
{
    /// <summary>Shown as text that cannot be changed.</summary>
    public bool IsReadOnly { get; init; }

    public int? MaxLength { get; init; }

    public string? Unit { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    /// <summary>The codes chosen of <see cref="FieldKind.Choices"/>.</summary>
    public IReadOnlyList<string> Chosen => Value?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public string Id => IdOf(Code);

    public string HelpId => Id + "-help";

    public string ErrorId => Id + "-error";

    public string? DescribedBy => (Help, Error) switch
    {
        (null, null) => null,
        (_, null) => HelpId,
        (null, _) => ErrorId,
        _ => HelpId + " " + ErrorId,
    };

    /// <summary>The id under which the list of errors finds the field; a binder's dots and brackets become dashes.</summary>
    public static string IdOf(string code) =>
        "field-" + string.Concat(code.Select(c => char.IsLetterOrDigit(c) ? c : '-'));

    /// <summary>The value in words, for summaries and read-only forms.</summary>
    public string Shown(Texts texts) => Kind switch
    {
        FieldKind.CheckBox => texts[Value == "true" ? "是" : "否"],
        _ when string.IsNullOrWhiteSpace(Value) => texts["未填写"],
        FieldKind.Choices => string.Join("、", Chosen.Select(code => Options?.FirstOrDefault(o => o.Code == code)?.Label ?? code)),
        FieldKind.Choice => Options?.FirstOrDefault(o => o.Code == Value)?.Label ?? Value,
        FieldKind.Money when decimal.TryParse(Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) =>
            texts["{0} 元", yuan.ToString("#,##0.00", CultureInfo.InvariantCulture)],
        FieldKind.Date when DateOnly.TryParse(Value, CultureInfo.InvariantCulture, out var day) => day.Long(),
        _ => Value,
    };
}

public sealed record FieldOption(string Code, string Label, string? Help = null);
