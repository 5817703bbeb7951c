using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>One connection to a mail server, opened, encrypted and signed in. After any failure it is of no further use.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly SmtpOptions _options;
    private readonly TimeProvider _time;
    private readonly TcpClient _client;
    private Stream _stream;
    private SmtpLineReader _reader;
    private Dictionary<string, string> _extensions = [];

    private SmtpConnection(SmtpOptions options, TimeProvider time, TcpClient client)
    {
        (_options, _time, _client) = (options, time, client);
        _stream = client.GetStream();
        _reader = new SmtpLineReader(_stream);
    }

    public int Sent { get; private set; }

    /// <summary>Whether the server may have the last message, even if it did not say so.</summary>
    public bool HasSentContent { get; private set; }

    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await WithinAsync(options, time, token => client.ConnectAsync(options.Host, options.Port, token).AsTask(), cancellationToken);
            var connection = new SmtpConnection(options, time, client);
            await connection.GreetAsync(cancellationToken);
            return connection;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Hands in one message; returns the recipients that the server refused. Throws when it refused all of them, or the message.</summary>
    public async Task<IReadOnlyList<RefusedRecipient>> SendAsync(MailEnvelope envelope, byte[] content, CancellationToken cancellationToken)
    {
        if (_extensions.TryGetValue("SIZE", out var text) && long.TryParse(text, out var limit) && limit > 0 && content.Length > limit)
        {
            throw new SmtpSendException(SmtpFailure.Permanent, $"邮件大小 {content.Length / 1024} KB 超过服务器允许的 {limit / 1024} KB。");
        }
        HasSentContent = false;
        var commands = new List<string> { $"MAIL FROM:<{envelope.From}>" };
        commands.AddRange(envelope.Recipients.Select(recipient => $"RCPT TO:<{recipient}>"));
        commands.Add("DATA");
        var replies = _extensions.ContainsKey("PIPELINING")
            ? await PipelineAsync(commands, cancellationToken)
            : await OneByOneAsync(commands, cancellationToken);

        var refused = envelope.Recipients.Zip(replies.Skip(1)).Where(pair => !pair.Second.IsPositive).Select(pair => new RefusedRecipient(pair.First, pair.Second)).ToList();
        var data = replies[^1];
        if (!replies[0].IsPositive || refused.Count == envelope.Recipients.Count)
        {
            await AbandonAsync(data, cancellationToken);
            throw Refused(replies[0].IsPositive ? refused[0].Reply : replies[0], replies[0].IsPositive ? "收件人被拒绝。" : "发件人被拒绝。");
        }
        if (data.Code != 354)
        {
            await AbandonAsync(data, cancellationToken);
            throw Refused(data, "邮件服务器不接收邮件内容。");
        }
        HasSentContent = true;
        await WithinAsync(token => _stream.WriteAsync(DotStuffing.Apply(content), token).AsTask(), cancellationToken);
        var accepted = await ReadAsync(cancellationToken);
        if (!accepted.IsPositive)
        {
            throw Refused(accepted, "邮件被拒绝。");
        }
        Sent++;
        return refused;
    }

    /// <summary>Closes without a word, when the conversation is broken.</summary>
    public void Abort() => _client.Dispose();

    /// <summary>Says good-bye if the server still listens, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
            await _stream.WriteAsync("QUIT\r\n"u8.ToArray(), soon.Token);
            await _reader.ReadAsync(soon.Token);
        }
        catch (Exception error) when (error is IOException or SmtpSendException or OperationCanceledException)
        {
            // The connection is being given up; there is nobody left to tell.
        }
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (_options.Security == SmtpSecurity.ImplicitTls)
        {
            await EncryptAsync(cancellationToken);
        }
        var greeting = await ReadAsync(cancellationToken);
        if (!greeting.IsPositive)
        {
            throw Refused(greeting, "邮件服务器不接受连接。");
        }
        await HelloAsync(cancellationToken);
        if (_options.Security == SmtpSecurity.StartTls)
        {
            if (!_extensions.ContainsKey("STARTTLS"))
            {
                throw new SmtpSendException(SmtpFailure.Tls, "邮件服务器不支持 STARTTLS，按设置不使用明文发送。");
            }
            var reply = await CommandAsync("STARTTLS", cancellationToken);
            if (!reply.IsPositive)
            {
                throw new SmtpSendException(SmtpFailure.Tls, "邮件服务器拒绝 STARTTLS。", reply);
            }
            if (_reader.HasUnread)
            {
                throw new SmtpSendException(SmtpFailure.Tls, "邮件服务器在加密之前多发了内容，连接可能被篡改。");
            }
            await EncryptAsync(cancellationToken);
            await HelloAsync(cancellationToken);
        }
        if (!string.IsNullOrEmpty(_options.UserName))
        {
            await SignInAsync(_options.UserName, _options.Password ?? "", cancellationToken);
        }
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var address = ((IPEndPoint)_client.Client.LocalEndPoint!).Address;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var name = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
        var reply = await CommandAsync($"EHLO {name}", cancellationToken);
        if (!reply.IsPositive)
        {
            throw Refused(reply, "邮件服务器不支持 ESMTP（EHLO）。");
        }
        _extensions = reply.Lines.Skip(1).Select(line => line.Split(' ', 2))
            .GroupBy(parts => parts[0].ToUpperInvariant())
            .ToDictionary(group => group.Key, group => group.First().ElementAtOrDefault(1) ?? "");
    }

    private async Task SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var offered = _extensions.GetValueOrDefault("AUTH", "").ToUpperInvariant().Split(' ');
        SmtpReply reply;
        if (offered.Contains("PLAIN"))
        {
            reply = await CommandAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancellationToken);
        }
        else if (offered.Contains("LOGIN"))
        {
            reply = await CommandAsync("AUTH LOGIN", cancellationToken);
            reply = reply.Code == 334 ? await CommandAsync(Base64(user), cancellationToken) : reply;
            reply = reply.Code == 334 ? await CommandAsync(Base64(password), cancellationToken) : reply;
        }
        else
        {
            throw new SmtpSendException(SmtpFailure.Authentication, "邮件服务器没有提供 PLAIN 或 LOGIN 登录方式。");
        }
        if (reply.Code != 235)
        {
            throw reply.IsTransient
                ? new SmtpSendException(SmtpFailure.Transient, "邮件服务器暂时不能登录。", reply)
                : new SmtpSendException(SmtpFailure.Authentication, "邮件服务器不接受用户名或密码（不少邮箱要求使用授权码）。", reply);
        }
    }

    private async Task EncryptAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(_stream);
        var options = new SslClientAuthenticationOptions { TargetHost = _options.Host };
        if (!string.IsNullOrEmpty(_options.TrustedCaFile))
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(_options.TrustedCaFile);
            options.CertificateChainPolicy = policy;
        }
        try
        {
            await WithinAsync(token => tls.AuthenticateAsClientAsync(options, token), cancellationToken);
        }
        catch (AuthenticationException error)
        {
            throw new SmtpSendException(SmtpFailure.Tls, $"邮件服务器 {_options.Host} 的证书不可信或加密协商失败：{error.Message}", null, error);
        }
        _stream = tls;
        _reader = new SmtpLineReader(tls);
    }

    private async Task<IReadOnlyList<SmtpReply>> PipelineAsync(List<string> commands, CancellationToken cancellationToken)
    {
        await WriteAsync(string.Join("\r\n", commands) + "\r\n", cancellationToken);
        var replies = new List<SmtpReply>();
        foreach (var _ in commands)
        {
            replies.Add(await ReadAsync(cancellationToken));
        }
        return replies;
    }

    /// <summary>Stops asking once the answer is no; the replies not asked for repeat the refusal, so that there is one for each command.</summary>
    private async Task<IReadOnlyList<SmtpReply>> OneByOneAsync(List<string> commands, CancellationToken cancellationToken)
    {
        var replies = new List<SmtpReply>();
        foreach (var command in commands)
        {
            var isHopeless = (replies.Count > 0 && !replies[0].IsPositive) || (command == "DATA" && replies.Skip(1).All(reply => !reply.IsPositive));
            replies.Add(isHopeless ? replies[^1] : await CommandAsync(command, cancellationToken));
        }
        return replies;
    }

    /// <summary>Brings a server that waits for content, or for the next command of this message, back to the start.</summary>
    private async Task AbandonAsync(SmtpReply data, CancellationToken cancellationToken)
    {
        if (data.Code == 354)
        {
            await CommandAsync(".", cancellationToken);
        }
        await CommandAsync("RSET", cancellationToken);
    }

    private async Task<SmtpReply> CommandAsync(string command, CancellationToken cancellationToken)
    {
        await WriteAsync(command + "\r\n", cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private Task WriteAsync(string text, CancellationToken cancellationToken) =>
        WithinAsync(token => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), token).AsTask(), cancellationToken);

    private async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        SmtpReply? reply = null;
        await WithinAsync(async token => reply = await _reader.ReadAsync(token), cancellationToken);
        return reply!;
    }

    private Task WithinAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => WithinAsync(_options, _time, work, cancellationToken);

    private static async Task WithinAsync(SmtpOptions options, TimeProvider time, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await work(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SmtpSendException(SmtpFailure.Connection, $"邮件服务器 {options.Host}:{options.Port} 在 {options.Timeout.TotalSeconds:0.##} 秒内没有答复。");
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            throw new SmtpSendException(SmtpFailure.Connection, $"与邮件服务器 {options.Host}:{options.Port} 的连接失败：{error.Message}", null, error);
        }
    }

    private static SmtpSendException Refused(SmtpReply reply, string what) => new(
        reply.Code is 530 or 535 or 534 or 538 ? SmtpFailure.Authentication
        : reply.Code == 421 ? SmtpFailure.Connection
        : reply.IsTransient ? SmtpFailure.Transient : SmtpFailure.Permanent,
        what, reply);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
