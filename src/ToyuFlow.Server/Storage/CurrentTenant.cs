namespace ToyuFlow.Server.Storage;

/// <summary>The tenant of this scope; every query is filtered by it. Empty until sign-in or a step sets it, and then nothing matches.</summary>
public sealed class CurrentTenant
{
    public string Id { get; set; } = "";
}
