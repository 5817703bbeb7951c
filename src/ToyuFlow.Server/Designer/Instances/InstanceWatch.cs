using Microsoft.AspNetCore.SignalR;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Instances;

/// <summary>
/// Looks once a second whether an instance that somebody is watching has moved; whichever node moved it, its revision tells. Runs only while
/// somebody watches.
/// </summary>
public sealed partial class InstanceWatch(IHubContext<InstanceHub> hub, DatabaseReader reader, Executions executions, ILogger<InstanceWatch> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<Guid>> _watched = [];
    private readonly Dictionary<Guid, (string Tenant, long Revision)> _seen = [];
    private bool _isRunning;

    /// <returns>Whether the instance is there for that county.</returns>
    public bool Begin(string tenantId, Guid instanceId, string connectionId)
    {
        if (Revision(tenantId, instanceId) is not { } revision)
        {
            return false;
        }

        lock (_lock)
        {
            if (!_watched.TryGetValue(connectionId, out var mine))
            {
                _watched[connectionId] = mine = [];
            }

            mine.Add(instanceId);
            _seen.TryAdd(instanceId, (tenantId, revision));
            if (!_isRunning)
            {
                _isRunning = true;
                _ = RunAsync();
            }
        }

        return true;
    }

    public void End(string connectionId)
    {
        lock (_lock)
        {
            _watched.Remove(connectionId);
            foreach (var id in _seen.Keys.Except(_watched.Values.SelectMany(w => w)).ToList())
            {
                _seen.Remove(id);
            }
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync())
        {
            List<(Guid Id, string Tenant, long Revision)> watched;
            lock (_lock)
            {
                if (_seen.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                watched = [.. _seen.Select(s => (s.Key, s.Value.Tenant, s.Value.Revision))];
            }

            foreach (var (id, tenant, revision) in watched)
            {
                await LookAsync(id, tenant, revision);
            }
        }
    }

    private async Task LookAsync(Guid id, string tenant, long revision)
    {
        try
        {
            if (Revision(tenant, id) is not { } now || now == revision)
            {
                return;
            }

            lock (_lock)
            {
                if (_seen.ContainsKey(id))
                {
                    _seen[id] = (tenant, now);
                }
            }

            var viewers = hub.Clients.Group(id.ToString());
            await viewers.SendAsync("WorkflowInstanceUpdatedAsync", new { workflowInstanceId = id.ToString() });
            await viewers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { });
            await viewers.SendAsync("ActivityExecutionLogUpdatedAsync", new { stats = executions.Stats(tenant, id.ToString(), new HashSet<string>()) });
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A viewer that misses one update gets the next; the database may be away for a moment.
            LogMissed(logger, error, id);
        }
    }

    private long? Revision(string tenantId, Guid instanceId) => reader.Read(sql => sql.Single(
        "select revision from workflow_instance where tenant_id = @tenant and id = @id", row => Tuple.Create(row.GetInt64(0)), ("tenant", tenantId), ("id", instanceId)))?.Item1;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Instance {Instance} could not be watched.")]
    private static partial void LogMissed(ILogger logger, Exception error, Guid instance);
}
