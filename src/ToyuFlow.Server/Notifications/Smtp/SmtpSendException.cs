namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>Why a message was not handed in. <see cref="CanRetry"/> tells the outbox whether to try again later.</summary>
public sealed class SmtpSendException(SmtpFailure failure, string message, SmtpReply? reply = null, Exception? inner = null)
    : Exception(reply is null ? message : $"{message}服务器答复：{reply}", inner)
{
    public SmtpFailure Failure { get; } = failure;

    public SmtpReply? Reply { get; } = reply;

    /// <summary>A wrong password or certificate is mended by an administrator, not by waiting; the message is still kept.</summary>
    public bool CanRetry => Failure is SmtpFailure.Transient or SmtpFailure.Connection;
}

public enum SmtpFailure
{
    /// <summary>5xx: the server will never take this message.</summary>
    Permanent,

    /// <summary>4xx: the server may take it later.</summary>
    Transient,

    /// <summary>The server refused the user name or password, or wants one.</summary>
    Authentication,

    /// <summary>No STARTTLS where it is required, or a certificate that is not trusted.</summary>
    Tls,

    /// <summary>Not reachable, too slow, cut off, or not speaking SMTP.</summary>
    Connection,
}
