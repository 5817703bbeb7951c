namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>Where workflows may send requests. Nothing is allowed until it is listed.</summary>
public sealed class OutboundOptions : HttpLimits
{
    public const string Section = "Workflows:Http";

    /// <summary>Host names, each as it is written in the address; <c>*.example.org</c> stands for all below it.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    public bool Allows(string host) => AllowedHosts.Any(allowed => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : string.Equals(host, allowed, StringComparison.OrdinalIgnoreCase));
}
