using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Jobs;

/// <summary>
/// Fires what has fallen due. Effect and removal of the row are one step, so a timer fires once whatever happens, and one that fell due while
/// the server was down fires after the start. A failing one is put off and never holds up its neighbours.
/// </summary>
public sealed partial class TimerSweep(DatabaseReader reader, DatabaseOptions options, Steps steps, IEnumerable<TimerHandler> handlers, TimeProvider time, ILogger<TimerSweep> logger)
{
    private const int BatchSize = 200;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>How soon after a decision that it waited for a timer goes on.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    /// <summary>On SQLite the writer takes all that wait and commits them together; on PostgreSQL each holds a connection.</summary>
    private readonly int _atOnce = options.Provider == DatabaseProvider.Sqlite ? BatchSize : 8;

    private readonly Dictionary<string, TimerHandler> _handlers = handlers.ToDictionary(h => h.Kind);

    /// <summary>Returns how many fired.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        var tried = new HashSet<Guid>();
        while (true)
        {
            var due = Due().Where(t => tried.Add(t.Id)).ToList();
            if (due.Count == 0)
            {
                return fired;
            }

            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = _atOnce, CancellationToken = cancellationToken }, async (timer, token) =>
            {
                if (await FireAsync(timer, token))
                {
                    Interlocked.Increment(ref fired);
                }
            });
        }
    }

    private List<DueTimer> Due() => reader.Read(sql => sql.List(
        "select tenant_id, id, kind, subject_id, due_at, payload from timer where due_at <= @now order by due_at, id limit @size",
        row => new DueTimer(row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetGuid(3), row.Instant(4), System.Text.Json.Nodes.JsonNode.Parse(row.GetString(5))!.AsObject()),
        ("now", time.GetUtcNow()), ("size", BatchSize)));

    private async Task<bool> FireAsync(DueTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.RunAsync(Actor.System(timer.TenantId), null, async (services, token) =>
            {
                var step = services.GetRequiredService<Step>();
                if (!Take(step.Sql, timer))
                {
                    return false;
                }

                if (_handlers.TryGetValue(timer.Kind, out var handler))
                {
                    await handler.FireAsync(services, timer, token);
                }

                return true;
            }, cancellationToken);
        }
        catch (ConflictException held) when (held.IsForNow)
        {
            await PutOffAsync(timer, held.Message, _ => LookAgain, cancellationToken);
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.Failed(logger, error, timer.Kind, timer.Id);
            await PutOffAsync(timer, error.Message, Delay, cancellationToken);
            return false;
        }
    }

    /// <summary>Whoever removes the row has the timer; one that another node is just firing is passed over instead of waited for.</summary>
    private static bool Take(Sql sql, DueTimer timer) => sql.Execute(
        sql.IsPostgreSql
            ? "delete from timer where (tenant_id, id) in (select tenant_id, id from timer where tenant_id = @tenant and id = @id for update skip locked)"
            : "delete from timer where tenant_id = @tenant and id = @id",
        ("tenant", timer.TenantId), ("id", timer.Id)) > 0;

    private Task PutOffAsync(DueTimer timer, string why, Func<int, TimeSpan> delay, CancellationToken cancellationToken) =>
        steps.RunAsync(Actor.System(timer.TenantId), null, (services, _) =>
        {
            var step = services.GetRequiredService<Step>();
            var failed = step.Sql.Scalar<int>("select attempts from timer where tenant_id = @tenant and id = @id", ("tenant", timer.TenantId), ("id", timer.Id));
            step.Sql.Execute(
                "update timer set attempts = attempts + 1, last_error = @error, due_at = @later where tenant_id = @tenant and id = @id",
                ("error", why), ("later", step.Now + delay(failed)), ("tenant", timer.TenantId), ("id", timer.Id));
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>Twice as long after each failure, up to a day.</summary>
    private static TimeSpan Delay(int failedBefore) => failedBefore > 8 ? LongestDelay : FirstDelay * Math.Pow(2, failedBefore);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Timer {Kind} {TimerId} failed and is put off")]
        public static partial void Failed(ILogger logger, Exception error, string kind, Guid timerId);
    }
}
