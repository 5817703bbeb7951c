namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>A message to be sent.</summary>
public sealed record OutgoingMail
{
    /// <summary>Stays the same on every try, so that a receiver can tell a second copy; see <see cref="IdFor"/>.</summary>
    public required string MessageId { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required MailPerson From { get; init; }

    public required IReadOnlyList<MailPerson> To { get; init; }

    public required string Subject { get; init; }

    /// <summary>What a reader without HTML sees.</summary>
    public required string Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>The Message-ID of an outbox row.</summary>
    public static string IdFor(Guid row, string fromAddress) => $"<{row:N}@{MailEnvelope.Address(fromAddress).Split('@')[1]}>";
}

public sealed record MailPerson(string Address, string? Name = null);

public sealed record MailAttachment(string FileName, string ContentType, byte[] Content);
