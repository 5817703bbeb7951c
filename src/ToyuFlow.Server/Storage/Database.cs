using Microsoft.EntityFrameworkCore;

namespace ToyuFlow.Server.Storage;

/// <summary>Brings the database to the schema of this build; on SQLite it also holds the lock that keeps a second process out.</summary>
public sealed class Database(IServiceScopeFactory scopes, DatabaseOptions options) : IDisposable
{
    private FileStream? _lock;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        Lock();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyuDb>();
        await FoldedMigrations.MarkAsync(db, cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return [.. await scope.ServiceProvider.GetRequiredService<ToyuDb>().Database.GetPendingMigrationsAsync(cancellationToken)];
    }

    /// <summary>One process only: a file that the system frees when the process ends, however it ends.</summary>
    public void Lock()
    {
        if (options.Provider != DatabaseProvider.Sqlite || _lock is not null)
        {
            return;
        }

        Directory.CreateDirectory(options.DataDirectory);
        try
        {
            _lock = new FileStream(Path.Combine(options.DataDirectory, "toyuflow.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new CannotStartException($"数据目录“{Path.GetFullPath(options.DataDirectory)}”正被另一个 ToyuFlow 进程使用。请先停止那个进程，或换一个目录（Database:DataDirectory）。", error);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
