namespace ToyuFlow.Server.Notifications;

/// <summary>A mail that this node has claimed and sends now.</summary>
public sealed record OutboxRow(
    string TenantId, Guid Id, string Recipient, string Subject, string Text, string AttachmentHash, string AttachmentName, int Attempts, DateTimeOffset CreatedAt);
