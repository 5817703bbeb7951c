using System.Globalization;
using System.Text;

namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>Writes a message as MIME: pure ASCII in lines of at most 78 characters, so that it passes every server unchanged.</summary>
public static class MailMime
{
    /// <exception cref="FormatException">An address is wrong, or a header holds a line end, which could smuggle in another header.</exception>
    public static byte[] Write(OutgoingMail mail)
    {
        // Derived from the id, so that the same row gives the same bytes on every try.
        var boundary = "=_" + string.Concat(mail.MessageId.Where(char.IsAsciiLetterOrDigit).Take(40));
        var text = new StringBuilder();
        Header(text, "Date", Date(mail.Date));
        Header(text, "Message-ID", mail.MessageId);
        Header(text, "From", Person(mail.From), isFolded: true);
        Header(text, "To", string.Join(",\r\n ", mail.To.Select(Person)), isFolded: true);
        Header(text, "Subject", EncodedWord.Write(mail.Subject), isFolded: true);
        Header(text, "MIME-Version", "1.0");
        if (mail.Attachments.Count == 0)
        {
            Body(text, mail, boundary + "a");
        }
        else
        {
            Multipart(text, "mixed", boundary + "m", [
                part => Body(part, mail, boundary + "a"),
                .. mail.Attachments.Select<MailAttachment, Action<StringBuilder>>(attachment => part => Attachment(part, attachment))]);
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void Body(StringBuilder text, OutgoingMail mail, string boundary)
    {
        if (mail.Html is null)
        {
            Text(text, "plain", mail.Text);
            return;
        }
        Multipart(text, "alternative", boundary, [part => Text(part, "plain", mail.Text), part => Text(part, "html", mail.Html)]);
    }

    private static void Multipart(StringBuilder text, string kind, string boundary, IReadOnlyList<Action<StringBuilder>> parts)
    {
        text.Append("Content-Type: multipart/").Append(kind).Append(";\r\n boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        foreach (var write in parts)
        {
            text.Append("--").Append(boundary).Append("\r\n");
            write(text);
        }
        text.Append("--").Append(boundary).Append("--\r\n");
    }

    private static void Text(StringBuilder text, string kind, string content)
    {
        var lines = content.ReplaceLineEndings("\r\n");
        text.Append("Content-Type: text/").Append(kind).Append("; charset=utf-8\r\n");
        Base64(text, Encoding.UTF8.GetBytes(lines));
    }

    private static void Attachment(StringBuilder text, MailAttachment attachment)
    {
        RefuseLineEnds("Content-Type", attachment.ContentType);
        RefuseLineEnds("filename", attachment.FileName);
        // Old clients read name as an encoded word, new ones filename* (RFC 2231).
        text.Append("Content-Type: ").Append(attachment.ContentType).Append(";\r\n name=\"").Append(EncodedWord.Write(Plain(attachment.FileName))).Append("\"\r\n");
        text.Append("Content-Disposition: attachment").Append(Rfc2231.Parameter("filename", attachment.FileName)).Append("\r\n");
        Base64(text, attachment.Content);
    }

    private static void Base64(StringBuilder text, byte[] content) =>
        text.Append("Content-Transfer-Encoding: base64\r\n\r\n").Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");

    private static string Person(MailPerson person)
    {
        var address = MailEnvelope.Address(person.Address);
        if (string.IsNullOrEmpty(person.Name))
        {
            return address;
        }
        RefuseLineEnds("name", person.Name);
        return $"{EncodedWord.Phrase(person.Name)}\r\n <{address}>";
    }

    private static void Header(StringBuilder text, string name, string value, bool isFolded = false)
    {
        RefuseLineEnds(name, isFolded ? value.Replace("\r\n ", "", StringComparison.Ordinal) : value);
        text.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    private static void RefuseLineEnds(string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new FormatException($"邮件的 {name} 不能包含换行。");
        }
    }

    private static string Plain(string name) => name.Replace('"', '\'').Replace('\\', '_');

    private static string Date(DateTimeOffset date) =>
        date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
}
