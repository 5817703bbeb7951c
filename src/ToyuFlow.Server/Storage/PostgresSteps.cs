using System.Data;
using Npgsql;

namespace ToyuFlow.Server.Storage;

/// <summary>On PostgreSQL steps run concurrently, each on its own connection; a lost race or connection is tried again with the same operation.</summary>
public sealed class PostgresSteps(IServiceScopeFactory scopes, TimeProvider time, NpgsqlDataSource source) : Steps(scopes, time)
{
    private const int MostTries = 4;

    public override async Task<T> RunAsync<T>(Actor actor, string? operationId, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(actor, operationId, work, cancellationToken);
            }
            catch (NpgsqlException error) when (attempt < MostTries && MayBeTriedAgain(error, operationId))
            {
                continue;
            }
            catch (NpgsqlException error) when (error is not PostgresException)
            {
                throw new StorageUnavailableException(error);
            }
        }
    }

    /// <summary>Serialization failure, deadlock; or the same operation was committed by another node meanwhile: the next try returns its result.</summary>
    private static bool MayBeTriedAgain(NpgsqlException error, string? operationId) => error.SqlState switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
        PostgresErrorCodes.UniqueViolation => operationId is not null && error is PostgresException { TableName: "operation" },
        _ => false,
    };

    private async Task<T> OnceAsync<T>(Actor actor, string? operationId, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        using var sql = new Sql(connection, isPostgreSql: true) { Transaction = transaction };
        var (result, afterCommit) = await RunInScopeAsync(sql, actor, operationId, work, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var action in afterCommit)
        {
            action();
        }

        return result;
    }
}
