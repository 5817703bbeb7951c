using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ToyuFlow.Server.Storage;

/// <summary>The nine first migrations are one file now. A database that has run all nine is told that it has run that one; one that stopped on the way is refused.</summary>
internal static class FoldedMigrations
{
    private const string First = "_Initial";
    private const string LastFolded = "_ClockChanges";

    public static async Task MarkAsync(ToyuDb db, CancellationToken cancellationToken)
    {
        var history = db.GetService<IHistoryRepository>();
        if (!await history.ExistsAsync(cancellationToken))
        {
            return;
        }

        var applied = (await history.GetAppliedMigrationsAsync(cancellationToken)).Select(row => row.MigrationId).ToList();
        var initial = db.Database.GetMigrations().First(id => id.EndsWith(First, StringComparison.Ordinal));
        if (applied.Count == 0 || applied.Contains(initial))
        {
            return;
        }

        if (!applied.Exists(id => id.EndsWith(LastFolded, StringComparison.Ordinal)))
        {
            throw new CannotStartException("这个数据库停在更早的结构上，不能由本版本直接升级。数据没有改动。请先用上一个版本运行 db migrate，再启动本版本。");
        }

        await db.Database.ExecuteSqlRawAsync(history.GetInsertScript(new HistoryRow(initial, ProductInfo.GetVersion())), cancellationToken);
    }
}
