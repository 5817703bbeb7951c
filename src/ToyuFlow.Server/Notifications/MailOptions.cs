using ToyuFlow.Server.Notifications.Smtp;

namespace ToyuFlow.Server.Notifications;

/// <summary>Section "Mail" of the configuration: the server that mail is handed in to, and who it is from.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string From { get; set; } = "";

    public string FromName { get; set; } = "";

    /// <summary>Host, port, security and account, of the same section.</summary>
    public SmtpOptions Smtp { get; set; } = new();

    /// <summary>Without a server mail waits; nothing is lost.</summary>
    public bool IsConfigured => Smtp.Host.Length > 0 && From.Length > 0;

    public static MailOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var smtp = section.Get<SmtpOptions>() ?? new SmtpOptions();
        smtp.UserName = string.IsNullOrWhiteSpace(smtp.UserName) ? null : smtp.UserName;
        return new MailOptions { From = section[nameof(From)] ?? "", FromName = section[nameof(FromName)] ?? "", Smtp = smtp };
    }
}
