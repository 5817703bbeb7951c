namespace ToyuFlow.Workflows.Simulation;

/// <summary>A clock that stands still until it is moved.</summary>
/// <param name="now">The time at first.</param>
public sealed class VirtualClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>Moves the clock forward; a time that has passed changes nothing.</summary>
    /// <param name="moment">The time that it shall show.</param>
    public void MoveTo(DateTimeOffset moment) => _now = moment > _now ? moment : _now;
}
