using System.Globalization;

namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>Whom the server is told the message is from and to.</summary>
public sealed record MailEnvelope
{
    public MailEnvelope(string from, IEnumerable<string> recipients)
    {
        From = Address(from);
        Recipients = [.. recipients.Select(Address)];
        if (Recipients.Count == 0)
        {
            throw new FormatException("邮件没有收件人。");
        }
    }

    public string From { get; }

    public IReadOnlyList<string> Recipients { get; }

    /// <summary>An address in the form that every server understands: a Chinese domain becomes its ASCII form.</summary>
    /// <exception cref="FormatException">It is no address, or holds line ends, blanks or brackets that could smuggle in a command.</exception>
    public static string Address(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || at == text.Length - 1 || text.Length > 254 || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or ',' or ';' or '"'))
        {
            throw new FormatException($"邮箱地址不正确：{Shown(text)}");
        }
        var (local, domain) = (text[..at], text[(at + 1)..]);
        if (!local.All(char.IsAscii) || local.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException($"邮箱地址 @ 前面只能用英文、数字和符号：{Shown(text)}");
        }
        try
        {
            return $"{local}@{new IdnMapping().GetAscii(domain)}";
        }
        catch (ArgumentException)
        {
            throw new FormatException($"邮箱地址的域名不正确：{Shown(text)}");
        }
    }

    private static string Shown(string text) => new([.. text.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}

/// <summary>A recipient that the server would not take, while it took others.</summary>
public sealed record RefusedRecipient(string Address, SmtpReply Reply);
