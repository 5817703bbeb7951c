using System.Globalization;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Ids that count up from a start, for simulations and tests: the same run gives the same ids.</summary>
/// <param name="start">The number of the first id.</param>
public sealed class SequentialIdSource(long start = 1) : IIdSource
{
    private long _next = start - 1;

    /// <inheritdoc/>
    public string NewId() => Interlocked.Increment(ref _next).ToString("x16", CultureInfo.InvariantCulture);
}
