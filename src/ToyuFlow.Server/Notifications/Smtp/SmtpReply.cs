using System.Text.RegularExpressions;

namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>A server's answer: one code, one or more lines.</summary>
public sealed partial record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>The enhanced status (RFC 3463), e.g. 5.1.1; null when the server gives none.</summary>
    public string? EnhancedCode => Enhanced().Match(Lines.Count > 0 ? Lines[0] : "") is { Success: true } match ? match.Value : null;

    public override string ToString() => $"{Code} {string.Join(' ', Lines)}".TrimEnd();

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?= |$)", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Enhanced();
}
