using ToyuFlow.Server.Notifications.Channels;

namespace ToyuFlow.Server.Notifications;

/// <summary>A message that this node has claimed and sends now.</summary>
public sealed record OutboxRow(string TenantId, Guid Id, NoticeChannel Channel, Guid? EndpointId, string Recipient, string Subject, string Text)
{
    public string AttachmentHash { get; init; } = "";

    public string AttachmentName { get; init; } = "";

    public int Attempts { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>The whole address of the page that it is about; empty when the service does not know its own.</summary>
    public string Link { get; init; } = "";

    /// <summary>What fails together and waits together: the mail server, or one endpoint.</summary>
    public Guid Way => EndpointId ?? Guid.Empty;
}
