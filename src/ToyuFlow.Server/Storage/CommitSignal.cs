using System.Collections.Concurrent;

namespace ToyuFlow.Server.Storage;

/// <summary>Tells whoever waits that a step of a county was committed on this node. What other nodes commit is found by looking now and then.</summary>
public sealed class CommitSignal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _next = new();

    public void Raise(string tenantId)
    {
        if (_next.TryRemove(tenantId, out var waited))
        {
            waited.TrySetResult();
        }
    }

    /// <summary>Ends with the next commit; asked for before what it might change is read, so that none is missed.</summary>
    public Task Next(string tenantId) => _next.GetOrAdd(tenantId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
}
