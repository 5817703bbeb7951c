using System.Globalization;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Layout.Forms;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The form of a new account as it is drawn.</summary>
public sealed record PersonForm(string Operation, ErrorSummary Errors, IReadOnlyList<FormField> Fields, string Submit, string Back);

/// <summary>What was entered for a new account, kept when it is refused, and the fields to enter it in.</summary>
public sealed class PersonEntries
{
    private readonly Dictionary<string, string> _values = [];

    public string Operation { get; private set; } = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    public IReadOnlyList<Storage.FieldError> Errors { get; set; } = [];

    public static PersonEntries Read(IFormCollection form)
    {
        var entries = new PersonEntries();
        foreach (var (name, value) in form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            entries._values[name] = value.ToString().Trim();
        }

        entries.Operation = entries.Value("operation") is { Length: > 0 } given ? given : entries.Operation;
        return entries;
    }

    public string Value(string code) => _values.GetValueOrDefault(code, "");

    public NewPerson ToPerson(string password, ActorKind kind) => new(Value("userName"), Value("displayName"), password, kind)
    {
        Email = Value("email") is { Length: > 0 } email ? email : null,
        Phone = Value("phone") is { Length: > 0 } phone ? phone : null,
    };

    /// <param name="choice">The code of the first question, and what there is to choose.</param>
    public IReadOnlyList<FormField> Fields(Texts texts, string choice, string label, IReadOnlyList<FieldOption> options) =>
    [
        Field(choice, label, FieldKind.Choice, true, null, options),
        Field("displayName", texts["姓名"], FieldKind.Text, true, null) with { MaxLength = 40 },
        Field("userName", texts["账号"], FieldKind.Text, true, texts["登录时用，开通后不能改。例如姓名拼音加工号。"]) with { MaxLength = 50 },
        Field("phone", texts["联系电话"], FieldKind.Phone, false, null),
        Field("email", texts["邮箱"], FieldKind.Text, false, texts["填写后会同时用邮件提醒。"]) with { MaxLength = 254 },
    ];

    private FormField Field(string code, string label, FieldKind kind, bool required, string? help, IReadOnlyList<FieldOption>? options = null) =>
        new(code, label, kind, Value(code), required, options, help, Errors.FirstOrDefault(e => e.Field == code)?.Message);
}
