using System.Security.Claims;

namespace ToyuFlow.Server.Layout;

/// <summary>The two numbers of the top bar; implemented by a folder that knows tasks and messages.</summary>
public interface IFrameCounts
{
    Task<FrameCounts> OfAsync(ClaimsPrincipal user, CancellationToken cancellationToken);
}

public sealed record FrameCounts(int Todo, int Unread)
{
    public static FrameCounts None { get; } = new(0, 0);

    public int Of(string? kind) => kind switch { "todo" => Todo, "unread" => Unread, _ => 0 };
}
