namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>One message format: how a message is put into a request, and what an answer means.</summary>
public interface IChannel
{
    NoticeChannel Channel { get; }

    HttpRequestMessage Request(EndpointSettings settings, OutboxRow row, DateTimeOffset now);

    Delivery Judge(EndpointSettings settings, int status, string answer);
}

/// <summary>What became of one try.</summary>
/// <param name="Outcome">Whether the other side has it, and if not whether to try again.</param>
/// <param name="Reason">Why not, for the administrator; never with a secret.</param>
/// <param name="IsWayClosed">The next message the same way would fare the same: it waits too.</param>
public sealed record Delivery(DeliveryOutcome Outcome, string? Reason = null, bool IsWayClosed = false)
{
    public static readonly Delivery Taken = new(DeliveryOutcome.Taken);
}

public enum DeliveryOutcome
{
    Taken,

    /// <summary>Tried again later; the try counts.</summary>
    Failed,

    /// <summary>Nothing was wrong with the message, so the try does not count.</summary>
    Untried,

    /// <summary>Trying again would not help.</summary>
    Refused,
}
