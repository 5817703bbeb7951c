using System.Security.Cryptography;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Random ids of 16 hexadecimal digits.</summary>
public sealed class RandomIdSource : IIdSource
{
    /// <summary>The one instance that is needed; it may be used by many threads.</summary>
    public static RandomIdSource Instance { get; } = new();

    /// <inheritdoc/>
    public string NewId() => RandomNumberGenerator.GetHexString(16, lowercase: true);
}
