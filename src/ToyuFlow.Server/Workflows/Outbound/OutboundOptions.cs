namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>Where workflows may send requests. Nothing is allowed until it is listed.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Workflows:Http";

    /// <summary>Host names, each as it is written in the address; <c>*.example.org</c> stands for all below it.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether an allowed host may have an address of the own network; off, because a name can be pointed anywhere.</summary>
    public bool AllowPrivateAddresses { get; init; }

    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>The longest answer that is read, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 1_000_000;

    public bool Allows(string host) => AllowedHosts.Any(allowed => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(host, allowed, StringComparison.OrdinalIgnoreCase));
}
