using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ToyuFlow.Server.Notifications.Smtp;

namespace ToyuFlow.Server.Tests.Notifications;

public sealed class MailMimeTests
{
    [Theory]
    [InlineData("通知\r\nBcc: someone@example.invalid")]
    [InlineData("通知\n抄送")]
    public void A_line_end_in_the_subject_cannot_smuggle_in_a_header(string subject) =>
        Assert.Throws<FormatException>(() => MailMime.Write(SmtpSink.Mail(subject)));

    [Theory]
    [InlineData("a@example.invalid\r\nRCPT TO:<b@example.invalid>")]
    [InlineData("a@example.invalid>\r\nDATA")]
    [InlineData("a b@example.invalid")]
    [InlineData("<a@example.invalid>")]
    [InlineData("a@b@example.invalid")]
    [InlineData("没有邮箱")]
    [InlineData("园长@example.invalid")]
    [InlineData("a@")]
    public void An_address_that_is_none_is_refused(string address)
    {
        Assert.Throws<FormatException>(() => MailEnvelope.Address(address));
        Assert.Throws<FormatException>(() => MailMime.Write(SmtpSink.Mail(to: address)));
    }

    [Fact]
    public void A_line_end_in_a_name_file_name_or_content_type_is_refused()
    {
        Assert.Throws<FormatException>(() => MailMime.Write(SmtpSink.Mail() with { From = new MailPerson("a@example.invalid", "甲\r\nX: y") }));
        Assert.Throws<FormatException>(() => MailMime.Write(SmtpSink.Mail() with { Attachments = [new MailAttachment("甲\r\n乙.pdf", "application/pdf", [])] }));
        Assert.Throws<FormatException>(() => MailMime.Write(SmtpSink.Mail() with { Attachments = [new MailAttachment("甲.pdf", "application/pdf\r\nX: y", [])] }));
        Assert.Throws<FormatException>(() => MailMime.Write(SmtpSink.Mail() with { MessageId = "<a@b>\r\nX: y" }));
    }

    [Fact]
    public void A_Chinese_domain_is_written_in_its_ASCII_form() =>
        Assert.Equal("a@xn--fsqu00a.invalid", MailEnvelope.Address("a@例子.invalid"));

    [Fact]
    public void The_same_row_gives_the_same_bytes_on_every_try()
    {
        var mail = SmtpSink.Mail() with { Html = "<p>您好</p>", Attachments = [new MailAttachment("甲.pdf", "application/pdf", [1, 2])] };
        Assert.Equal(MailMime.Write(mail), MailMime.Write(mail));
        Assert.Equal("<0198f0a2000070008000000000000001@example.invalid>", mail.MessageId);
    }

    [Fact]
    public void A_lone_dot_never_ends_a_message_early() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int[]>(letters =>
        {
            var content = (letters ?? []).Select(letter => (byte)".\r\na"[Math.Abs(letter % 4)]).ToArray();
            var sent = Encoding.ASCII.GetString(DotStuffing.Apply(content));
            var lines = sent.Split("\r\n");
            var received = lines.SkipLast(2).Select(line => line.StartsWith('.') ? line[1..] : line).ToList();
            var expected = Encoding.ASCII.GetString(content).ReplaceLineEndings("\n").TrimEnd('\n');
            return lines[^2] == "." && lines[^1].Length == 0 && lines.SkipLast(2).All(line => line != ".")
                && !lines.Any(line => line.Contains('\r') || line.Contains('\n'))
                && string.Join('\n', received).TrimEnd('\n') == expected;
        }));
}
