using System.Collections.Concurrent;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Jobs;

/// <summary>Counts what fired, and says when enough has.</summary>
internal sealed class Firings
{
    private readonly ConcurrentQueue<DueTimer> _fired = new();
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _wanted = int.MaxValue;

    public Task Wait(int count)
    {
        _wanted = count;
        return _enough.Task;
    }

    public void Add(DueTimer timer)
    {
        _fired.Enqueue(timer);
        if (_fired.Count >= _wanted)
        {
            _enough.TrySetResult();
        }
    }

    public List<Guid> Of(string kind) => [.. _fired.Where(t => t.Kind == kind).Select(t => t.SubjectId)];
}
