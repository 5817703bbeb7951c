using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>An account that is to be made.</summary>
public sealed record NewPerson(string UserName, string DisplayName, string Password, ActorKind Kind)
{
    public AdministratorOffice? Office { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public bool MustChangePassword { get; init; }

    /// <summary>What is wrong with the entries, whoever makes the account.</summary>
    public IEnumerable<FieldError> Problems()
    {
        if (UserName.Length is < 3 or > 50 || !UserName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@'))
        {
            yield return new FieldError("userName", "账号用 3 到 50 个字母、数字或 . - _ @，例如姓名拼音加工号。");
        }

        if (DisplayName.Trim().Length is < 2 or > 40)
        {
            yield return new FieldError("displayName", "姓名应为 2 到 40 个字。");
        }

        if (Email is { Length: > 0 } email && (email.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(email, out _)))
        {
            yield return new FieldError("email", "邮箱地址不正确，应写成 name@example.com 这样。");
        }

        if (Phone is { Length: > 0 } phone && (phone.Length > 20 || !phone.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' ')))
        {
            yield return new FieldError("phone", "电话号码只能有数字、- 和 +。");
        }
    }
}
