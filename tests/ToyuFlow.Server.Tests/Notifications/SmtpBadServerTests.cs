using System.Diagnostics;
using ToyuFlow.Server.Notifications.Smtp;

namespace ToyuFlow.Server.Tests.Notifications;

public sealed class SmtpBadServerTests
{
    private static readonly MailEnvelope Envelope = new("a@example.invalid", ["b@example.invalid"]);

    [Fact]
    public async Task A_silent_server_is_given_up_after_the_time_out()
    {
        await using var server = new ScriptedServer([ScriptedServer.Silence]);
        await using var transport = server.Transport(seconds: 0.4);
        var clock = Stopwatch.StartNew();
        var error = await SendAsync(transport);
        Assert.Equal((SmtpFailure.Connection, true), (error.Failure, error.CanRetry));
        Assert.Contains("在 0.4 秒内没有答复", error.Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_so_and_not_that_the_server_failed()
    {
        await using var server = new ScriptedServer([ScriptedServer.Silence]);
        await using var transport = server.Transport();
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(Envelope, [], caller.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")] // not a mail server
    [InlineData("220-first\r\n221 other code")] // codes of one reply differ
    [InlineData("220")]
    public async Task A_server_that_does_not_speak_SMTP_is_a_failed_connection(string greeting)
    {
        await using var server = new ScriptedServer([greeting]);
        await using var transport = server.Transport();
        Assert.Equal(SmtpFailure.Connection, (await SendAsync(transport)).Failure);
    }

    [Fact]
    public async Task A_reply_without_end_does_not_fill_the_memory()
    {
        await using var server = new ScriptedServer([string.Join("\r\n", Enumerable.Repeat("220-more", 500))], [new string('2', 100_000)]);
        await using var transport = server.Transport();
        Assert.Contains("答复过长", (await SendAsync(transport)).Message);
        Assert.Contains("答复过长", (await SendAsync(transport)).Message);
    }

    [Fact]
    public async Task A_reply_of_several_lines_is_read_to_its_end()
    {
        await using var server = new ScriptedServer(["220-欢迎\r\n220-second\r\n220 ready", "250-hello\r\n250-SIZE 1000\r\n250 HELP", "452-4.2.2 first line\r\n452 4.2.2 mailbox full", "250 reset"]);
        await using var transport = server.Transport();
        var error = await SendAsync(transport);
        Assert.Equal((SmtpFailure.Transient, "4.2.2"), (error.Failure, error.Reply!.EnhancedCode));
        Assert.Equal(2, error.Reply.Lines.Count);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_while_it_lay_idle_is_opened_anew()
    {
        string[] session = ["220 ready", "250 hello", "250 from", "250 to", "354 go", "250 taken"];
        await using var server = new ScriptedServer(session, session);
        await using var transport = server.Transport();
        await transport.SendAsync(Envelope, [], CancellationToken.None);
        await transport.SendAsync(Envelope, [], CancellationToken.None);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_message_whose_content_was_sent_is_not_sent_again_behind_the_caller_s_back()
    {
        string[] session = ["220 ready", "250 hello", "250 from", "250 to", "354 go", "250 taken"];
        await using var server = new ScriptedServer([.. session, "250 from", "250 to", "354 go"], session);
        await using var transport = server.Transport();
        await transport.SendAsync(Envelope, [], CancellationToken.None);
        var error = await SendAsync(transport);
        Assert.Equal((SmtpFailure.Connection, true), (error.Failure, error.CanRetry));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task What_a_server_says_before_encryption_is_not_believed_after_it()
    {
        await using var server = new ScriptedServer(["220 ready", "250-hello\r\n250 STARTTLS", "220 go\r\n250 injected"]);
        await using var transport = server.Transport(SmtpSecurity.StartTls);
        var error = await SendAsync(transport);
        Assert.Equal(SmtpFailure.Tls, error.Failure);
        Assert.Contains("可能被篡改", error.Message);
    }

    [Fact]
    public async Task Nobody_listening_is_a_failed_connection_that_can_be_retried()
    {
        SmtpTransport transport;
        await using (var server = new ScriptedServer())
        {
            transport = server.Transport();
        }
        await using (transport)
        {
            Assert.True((await SendAsync(transport)).CanRetry);
        }
    }

    private static Task<SmtpSendException> SendAsync(SmtpTransport transport) =>
        Assert.ThrowsAsync<SmtpSendException>(() => transport.SendAsync(Envelope, "hello"u8.ToArray(), CancellationToken.None));
}
