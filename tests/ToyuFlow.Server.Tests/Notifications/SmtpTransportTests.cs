using System.Diagnostics;
using System.Text;
using ToyuFlow.Server.Notifications.Smtp;
using Xunit.Abstractions;

namespace ToyuFlow.Server.Tests.Notifications;

public sealed class SmtpTransportTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(SmtpSecurity.ImplicitTls, true, true)]
    [InlineData(SmtpSecurity.StartTls, true, true)]
    [InlineData(SmtpSecurity.Plain, true, false)]
    [InlineData(SmtpSecurity.Plain, false, false)] // a server without PIPELINING
    public async Task A_message_in_Chinese_arrives_as_it_was_written(SmtpSecurity security, bool pipelining, bool tls)
    {
        await using var sink = await SmtpSink.StartAsync(security, new { pipelining });
        await using var transport = sink.Transport();
        var file = Encoding.UTF8.GetBytes("回执内容\r\n.\r\n第二行");
        var mail = SmtpSink.Mail("关于示例·小橙子托育园备案材料一次性补正告知的通知：请于2025年2月14日前补齐食品经营许可证等材料") with
        {
            Html = "<p>您好：<b>备案回执</b>已出具。</p>" + new string('长', 600),
            Attachments = [new MailAttachment("备案回执（泸托备〔2025〕1号）示例·小橙子托育园.pdf", "application/pdf", file), new MailAttachment("list.csv", "text/csv", file)],
        };

        Assert.Empty(await transport.SendAsync(mail, CancellationToken.None));

        var got = await sink.NextAsync();
        Assert.Equal(mail.Subject, got["subject"]!.GetValue<string>());
        Assert.Equal("泸县托育服务平台（示例）", got["fromName"]!.GetValue<string>());
        Assert.Equal("测试员甲", got["toName"]!.GetValue<string>());
        Assert.Equal(["notice@example.invalid", "yuanzhang@example.invalid"], [got["from"]!.GetValue<string>(), got["to"]![0]!.GetValue<string>()]);
        Assert.Equal(mail.MessageId, got["messageId"]!.GetValue<string>());
        Assert.Equal("2025-02-07T01:30:00.000Z", got["date"]!.GetValue<string>());
        Assert.Equal(mail.Text, got["text"]!.GetValue<string>().ReplaceLineEndings("\n").Trim());
        Assert.Equal(mail.Html, got["html"]!.GetValue<string>().Trim());
        Assert.Equal(mail.Attachments.Select(part => (part.FileName, part.ContentType, Convert.ToBase64String(part.Content))),
            got["attachments"]!.AsArray().Select(part => (part!["name"]!.GetValue<string>(), part["type"]!.GetValue<string>(), part["content"]!.GetValue<string>())));
        Assert.Equal(tls, got["tls"]!.GetValue<bool>());
        var raw = got["raw"]!.GetValue<string>();
        Assert.All(raw.Split("\r\n"), line => Assert.True(line.Length <= 80, line));
        Assert.All(raw, letter => Assert.True(letter < 128));
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task It_signs_in_by_what_the_server_offers(string method)
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.StartTls, new { user = SmtpSink.User, password = SmtpSink.Password, authMethods = new[] { method } });
        var options = sink.Options();
        (options.UserName, options.Password) = (SmtpSink.User, SmtpSink.Password);
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        await transport.SendAsync(SmtpSink.Mail(), CancellationToken.None);
        Assert.Equal(SmtpSink.User, (await sink.NextAsync())["user"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_password_and_a_missing_one_are_told_apart_from_other_refusals()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.ImplicitTls, new { user = SmtpSink.User, password = SmtpSink.Password });
        var options = sink.Options();
        (options.UserName, options.Password) = (SmtpSink.User, "wrong");
        await using var wrong = new SmtpTransport(options, TimeProvider.System);
        var error = await Assert.ThrowsAsync<SmtpSendException>(() => wrong.CheckAsync(CancellationToken.None));
        Assert.Equal((SmtpFailure.Authentication, 535, false), (error.Failure, error.Reply!.Code, error.CanRetry));

        await using var nobody = sink.Transport();
        error = await Assert.ThrowsAsync<SmtpSendException>(() => nobody.SendAsync(SmtpSink.Mail(), CancellationToken.None));
        Assert.Equal((SmtpFailure.Authentication, 530), (error.Failure, error.Reply!.Code));
    }

    [Theory]
    [InlineData("nobody@example.invalid", SmtpFailure.Permanent, false, true)]
    [InlineData("nobody@example.invalid", SmtpFailure.Permanent, false, false)]
    [InlineData("later@example.invalid", SmtpFailure.Transient, true, true)]
    [InlineData("later@example.invalid", SmtpFailure.Transient, true, false)]
    public async Task A_refused_recipient_is_permanent_or_transient_and_the_connection_goes_on(string to, SmtpFailure failure, bool canRetry, bool pipelining)
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain, new { pipelining });
        await using var transport = sink.Transport();
        var error = await Assert.ThrowsAsync<SmtpSendException>(() => transport.SendAsync(SmtpSink.Mail(to: to), CancellationToken.None));
        Assert.Equal((failure, canRetry), (error.Failure, error.CanRetry));
        Assert.Matches(@"^[45]\.\d\.\d$", error.Reply!.EnhancedCode);

        await transport.SendAsync(SmtpSink.Mail(), CancellationToken.None);
        var got = await sink.NextAsync();
        Assert.Equal((1, "yuanzhang@example.invalid"), (got["connection"]!.GetValue<int>(), got["to"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_message_reaches_the_recipients_that_are_taken_and_the_others_are_named()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        await using var transport = sink.Transport();
        var mail = SmtpSink.Mail() with { To = [new MailPerson("nobody@example.invalid"), new MailPerson("a@example.invalid")] };
        var refused = Assert.Single(await transport.SendAsync(mail, CancellationToken.None));
        Assert.Equal(("nobody@example.invalid", "5.1.1"), (refused.Address, refused.Reply.EnhancedCode));
        Assert.Equal("a@example.invalid", Assert.Single((await sink.NextAsync())["to"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public async Task A_message_over_the_server_s_size_is_refused_before_it_is_sent()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain, new { size = 10_000 });
        await using var transport = sink.Transport();
        var mail = SmtpSink.Mail() with { Attachments = [new MailAttachment("大文件.bin", "application/octet-stream", new byte[20_000])] };
        var error = await Assert.ThrowsAsync<SmtpSendException>(() => transport.SendAsync(mail, CancellationToken.None));
        Assert.Equal(SmtpFailure.Permanent, error.Failure);
        Assert.Contains("超过服务器允许的", error.Message);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_or_of_another_host_is_refused()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.ImplicitTls);
        var stranger = sink.Options();
        stranger.TrustedCaFile = null;
        var other = sink.Options();
        other.Host = "localhost";
        foreach (var options in new[] { stranger, other })
        {
            await using var transport = new SmtpTransport(options, TimeProvider.System);
            var error = await Assert.ThrowsAsync<SmtpSendException>(() => transport.CheckAsync(CancellationToken.None));
            Assert.Equal(SmtpFailure.Tls, error.Failure);
        }
    }

    [Fact]
    public async Task A_server_without_STARTTLS_is_never_used_in_plain()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        var options = sink.Options();
        options.Security = SmtpSecurity.StartTls;
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        var error = await Assert.ThrowsAsync<SmtpSendException>(() => transport.SendAsync(SmtpSink.Mail(), CancellationToken.None));
        Assert.Equal((SmtpFailure.Tls, false), (error.Failure, error.CanRetry));
    }

    [Fact]
    public async Task A_connection_is_used_again_and_renewed_after_its_share_of_messages()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        var options = sink.Options();
        options.MessagesPerConnection = 2;
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        var connections = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            await transport.SendAsync(SmtpSink.Mail(), CancellationToken.None);
            connections.Add((await sink.NextAsync())["connection"]!.GetValue<int>());
        }
        Assert.Equal([1, 1, 2, 2, 3], connections);
    }

    [Fact]
    public async Task Messages_go_over_one_transport_by_the_hundred_a_second()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.ImplicitTls, new { quiet = true });
        await using var transport = sink.Transport();
        await transport.SendAsync(SmtpSink.Mail(), CancellationToken.None);
        const int Count = 500;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Count; i++)
        {
            await transport.SendAsync(SmtpSink.Mail($"第 {i} 封"), CancellationToken.None);
        }
        var rate = Count / clock.Elapsed.TotalSeconds;
        output.WriteLine($"{rate:0} messages a second over TLS to a local server");
        for (var i = 0; i <= Count; i++)
        {
            Assert.True((await sink.NextAsync())["bytes"]!.GetValue<int>() > 300);
        }
        Assert.True(rate > 100, $"{rate:0} messages a second");
    }
}
