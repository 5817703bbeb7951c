namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>How far a request may go whose address stands in a setting.</summary>
public abstract class HttpLimits
{
    /// <summary>Whether the address may lead into the own network; off, because a name can be pointed anywhere.</summary>
    public bool AllowPrivateAddresses { get; init; }

    public int TimeoutSeconds { get; init; } = 20;

    /// <summary>The longest answer that is read, in bytes.</summary>
    public int MaxResponseBytes { get; init; } = 1_000_000;
}
