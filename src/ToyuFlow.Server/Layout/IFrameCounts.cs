using System.Security.Claims;

namespace ToyuFlow.Server.Layout;

/// <summary>The numbers of the top bar and the navigation; implemented by a folder that knows tasks and messages.</summary>
public interface IFrameCounts
{
    Task<FrameCounts> OfAsync(ClaimsPrincipal user, CancellationToken cancellationToken);
}

public sealed record FrameCounts(int Todo, int Unread)
{
    /// <summary>督办 that waits for the person.</summary>
    public int Supervision { get; init; }

    /// <summary>Requests that wait for the person as head of a unit.</summary>
    public int Requests { get; init; }

    public static FrameCounts None { get; } = new(0, 0);

    public int Of(string? kind) => kind switch { "todo" => Todo, "unread" => Unread, "supervision" => Supervision, "requests" => Requests, _ => 0 };
}
