namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>Where and how mail is handed in.</summary>
public sealed class SmtpOptions
{
    public string Host { get; set; } = "";

    public int Port { get; set; } = 465;

    public SmtpSecurity Security { get; set; } = SmtpSecurity.ImplicitTls;

    /// <summary>Null to send without signing in.</summary>
    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>A PEM file of the authorities trusted instead of the system's, for a mail server with an office's own certificate.</summary>
    public string? TrustedCaFile { get; set; }

    /// <summary>How long one exchange with the server may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A connection is closed after so many messages; many servers cut it at 100.</summary>
    public int MessagesPerConnection { get; set; } = 100;
}

public enum SmtpSecurity
{
    /// <summary>TLS from the first byte, usually port 465.</summary>
    ImplicitTls,

    /// <summary>STARTTLS, usually port 587; a server that does not offer it is refused, never used in plain.</summary>
    StartTls,

    /// <summary>No encryption, only by explicit choice, e.g. a relay on the same machine.</summary>
    Plain,
}
