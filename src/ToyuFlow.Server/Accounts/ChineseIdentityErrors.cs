using Microsoft.AspNetCore.Identity;

namespace ToyuFlow.Server.Accounts;

/// <summary>What is wrong with a new password or name, in the words of the user.</summary>
public sealed class ChineseIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), $"密码至少 {length} 位。");

    public override IdentityError PasswordRequiresDigit() => Of(nameof(PasswordRequiresDigit), "密码要有数字。");

    public override IdentityError PasswordRequiresLower() => Of(nameof(PasswordRequiresLower), "密码要有小写字母。");

    public override IdentityError PasswordRequiresUpper() => Of(nameof(PasswordRequiresUpper), "密码要有大写字母。");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Of(nameof(PasswordRequiresUniqueChars), $"密码至少要有 {uniqueChars} 个不同的字符。");

    public override IdentityError PasswordMismatch() => Of(nameof(PasswordMismatch), "原密码不对。");

    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateUserName), $"账号“{userName}”已被使用。");

    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidUserName), "账号只能用字母、数字和 . - _ @。");

    public override IdentityError ConcurrencyFailure() => Of(nameof(ConcurrencyFailure), "这个账号刚刚被别人改过，请刷新后再试。");

    private static IdentityError Of(string code, string description) => new() { Code = code, Description = description };
}
