using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace ToyuFlow.Server.Storage;

/// <summary>
/// SQLite has one writer: steps of all requests pass through one queue that commits what is waiting together (a savepoint each),
/// so that the rate is not bound by one fsync a step. Nothing is acknowledged before its commit.
/// </summary>
public sealed class SqliteSteps : Steps, IAsyncDisposable
{
    private const int MostInOneCommit = 64;

    private readonly Channel<IWaiting> _queue = Channel.CreateBounded<IWaiting>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly string _connectionString;
    private readonly Task _loop;

    public SqliteSteps(IServiceScopeFactory scopes, TimeProvider time, DatabaseOptions options) : base(scopes, time)
    {
        _connectionString = options.EffectiveConnectionString;
        _loop = Task.Factory.StartNew(WriteAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public override async Task<T> RunAsync<T>(Actor actor, string? operationId, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var waiting = new Waiting<T>(sql => RunInScopeAsync(sql, actor, operationId, work, cancellationToken));
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteAsync()
    {
        SqliteConnection? connection = null;
        Sql? sql = null;
        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<IWaiting>();
            try
            {
                if (connection is null)
                {
                    connection = new SqliteConnection(_connectionString);
                    connection.Open();
                    SqlitePragmas.Apply(connection);
                    sql = new Sql(connection, isPostgreSql: false);
                }

                await CommitTogetherAsync(connection, sql!, batch);
            }
            catch (DbException error)
            {
                foreach (var waiting in batch)
                {
                    waiting.Fail(new StorageUnavailableException(error));
                }

                FailFirst(batch, error);
                sql?.Dispose();
                connection?.Dispose();
                (connection, sql) = (null, null);
            }
        }

        sql?.Dispose();
        connection?.Dispose();
    }

    private async Task CommitTogetherAsync(SqliteConnection connection, Sql sql, List<IWaiting> batch)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        sql.Transaction = transaction;
        while (batch.Count < MostInOneCommit && _queue.Reader.TryRead(out var next))
        {
            batch.Add(next);
            sql.Execute("savepoint step");
            if (!await next.TryAsync(sql))
            {
                sql.Execute("rollback to step");
            }

            sql.Execute("release step");
        }

        transaction.Commit();
        foreach (var waiting in batch)
        {
            waiting.Complete();
        }
    }

    private void FailFirst(List<IWaiting> batch, DbException error)
    {
        if (batch.Count == 0 && _queue.Reader.TryRead(out var first))
        {
            first.Fail(new StorageUnavailableException(error));
        }
    }

    private interface IWaiting
    {
        Task<bool> TryAsync(Sql sql);

        void Complete();

        void Fail(Exception error);
    }

    private sealed class Waiting<T>(Func<Sql, Task<(T Result, IReadOnlyList<Action> AfterCommit)>> run) : IWaiting
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (T Result, IReadOnlyList<Action> AfterCommit) _outcome;
        private Exception? _error;

        public Task<T> Done => _done.Task;

        public async Task<bool> TryAsync(Sql sql)
        {
            try
            {
                _outcome = await run(sql);
                return true;
            }
#pragma warning disable CA1031 // whatever a step throws belongs to its caller, not to the writer that others wait for
            catch (Exception error)
#pragma warning restore CA1031
            {
                _error = error;
                return false;
            }
        }

        public void Complete()
        {
            if (_error is not null)
            {
                _done.TrySetException(_error);
                return;
            }

            foreach (var action in _outcome.AfterCommit)
            {
                action();
            }

            _done.TrySetResult(_outcome.Result);
        }

        public void Fail(Exception error) => _done.TrySetException(_error ?? error);
    }
}
