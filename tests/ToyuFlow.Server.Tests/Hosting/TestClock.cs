namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>A clock that stands until it is set; timers of the framework run on real time.</summary>
public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public void Set(DateTimeOffset at)
    {
        lock (_lock)
        {
            _now = at;
        }
    }

    public void Advance(TimeSpan by) => Set(GetUtcNow() + by);
}
