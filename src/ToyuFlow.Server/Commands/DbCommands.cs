using Microsoft.Data.Sqlite;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Commands;

/// <summary><c>db migrate</c> and <c>db check</c>.</summary>
public sealed class DbCommands(Database database, DatabaseReader reader, DatabaseOptions options)
{
    public async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        switch (args)
        {
            case ["migrate", ..]:
                var pending = await database.PendingAsync(CancellationToken.None);
                await database.MigrateAsync(CancellationToken.None);
                await output.WriteLineAsync(pending.Count == 0 ? "数据库已是最新。" : $"已升级：{string.Join("、", pending)}。");
                return 0;
            case ["check", ..]:
                return await CheckAsync(output, error);
            default:
                await error.WriteLineAsync("用法：db migrate | db check");
                return 2;
        }
    }

    private async Task<int> CheckAsync(TextWriter output, TextWriter error)
    {
        if (options.Provider == DatabaseProvider.Sqlite && options.ConnectionString.Length == 0 && !File.Exists(options.FilePath))
        {
            await error.WriteLineAsync($"还没有数据库：{options.FilePath}。");
            return 1;
        }

        var problems = new List<string>((await database.PendingAsync(CancellationToken.None)).Select(m => $"还没有升级：{m}"));
        if (problems.Count == 0)
        {
            problems.AddRange(reader.Read(sql => sql.IsPostgreSql ? [] : sql.List("pragma integrity_check", row => row.GetString(0)).Where(line => line != "ok").ToList()));
            problems.AddRange(reader.Read(sql => sql.IsPostgreSql ? [] : sql.List("pragma foreign_key_check", row => $"外键不符：{row.GetString(0)}").ToList()));
            problems.AddRange(reader.Read(sql => sql.List("select distinct tenant_id from case_file order by tenant_id", row => row.GetString(0)).SelectMany(tenant => LostCases.Run(sql, tenant)).ToList()).Select(lost => $"无人办理的件：{lost.TenantId} {lost}"));
            problems.AddRange(reader.Read(LedgerCheck.Run).Select(fault => $"资金台账：{fault}"));
        }

        foreach (var problem in problems)
        {
            await error.WriteLineAsync(problem);
        }

        if (problems.Count == 0)
        {
            await output.WriteLineAsync("数据库完好：结构、外键、资金台账，没有无人办理的件。");
        }

        SqliteConnection.ClearAllPools();
        return problems.Count == 0 ? 0 : 1;
    }
}
