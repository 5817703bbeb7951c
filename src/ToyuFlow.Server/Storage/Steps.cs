using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToyuFlow.Server.Storage;

/// <summary>
/// Runs steps. When the returned task completes, the step is committed and durable; when it throws, nothing of it is left.
/// With an operation id a step that was done before is not done again: its stored result is returned.
/// </summary>
public abstract class Steps(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Only what a step of another provider would do too may be awaited inside <paramref name="work"/>: no network, no other step.</summary>
    public abstract Task<T> RunAsync<T>(Actor actor, string? operationId, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    public Task RunAsync(Actor actor, string? operationId, Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(actor, operationId, async (services, token) =>
        {
            await work(services, token);
            return true;
        }, cancellationToken);

    /// <summary>Runs one use case, resolved inside the step's scope.</summary>
    public Task<T> RunAsync<TUseCase, T>(Actor actor, string? operationId, Func<TUseCase, CancellationToken, Task<T>> work, CancellationToken cancellationToken) where TUseCase : notnull =>
        RunAsync(actor, operationId, (services, token) => work(services.GetRequiredService<TUseCase>(), token), cancellationToken);

    public Task RunAsync<TUseCase>(Actor actor, string? operationId, Func<TUseCase, CancellationToken, Task> work, CancellationToken cancellationToken) where TUseCase : notnull =>
        RunAsync(actor, operationId, (services, token) => work(services.GetRequiredService<TUseCase>(), token), cancellationToken);

    /// <summary>Does a step and undoes it, whatever it did: nothing of it is stored and nobody is told. What it returns is what would have been.</summary>
    public async Task<T> RehearseAsync<T>(Actor actor, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync<T>(actor, null, async (services, token) => throw new UndoneException(await work(services, token)), cancellationToken);
        }
        catch (UndoneException undone)
        {
            return (T)undone.Result!;
        }
    }

    private protected async Task<(T Result, IReadOnlyList<Action> AfterCommit)> RunInScopeAsync<T>(
        Sql sql, Actor actor, string? operationId, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentTenant>().Id = actor.TenantId;
        var step = services.GetRequiredService<Step>();
        step.Begin(sql, actor, operationId ?? "", time.GetUtcNow());
        if (operationId is not null && sql.IsPostgreSql)
        {
            // The same operation on another connection waits here until this one is committed, and then finds its result.
            sql.Execute("select pg_advisory_xact_lock(hashtextextended(@operation, 0))", ("operation", $"{actor.TenantId}/{operationId}"));
        }

        if (operationId is not null && Replay<T>(sql, actor.TenantId, operationId) is { } done)
        {
            return (done.Result, []);
        }

        var result = await work(services, cancellationToken);
        await step.FlushAsync(cancellationToken);
        var commits = services.GetRequiredService<CommitSignal>();
        step.Afterwards(() => commits.Raise(actor.TenantId));
        if (operationId is not null)
        {
            sql.Execute(
                "insert into operation (tenant_id, operation_id, at, result) values (@tenant, @operation, @at, @result)",
                ("tenant", actor.TenantId), ("operation", operationId), ("at", step.Now), ("result", JsonSerializer.Serialize(result, Json)));
        }

        return (result, step.AfterCommit);
    }

    private static Replayed<T>? Replay<T>(Sql sql, string tenantId, string operationId) => sql.Single(
        "select result from operation where tenant_id = @tenant and operation_id = @operation",
        row => new Replayed<T>(JsonSerializer.Deserialize<T>(row.GetString(0), Json)!),
        ("tenant", tenantId), ("operation", operationId));

    private sealed record Replayed<T>(T Result);

    /// <summary>Ends a rehearsal the way a fault ends a step.</summary>
    private sealed class UndoneException(object? result) : Exception
    {
        public object? Result { get; } = result;
    }
}
