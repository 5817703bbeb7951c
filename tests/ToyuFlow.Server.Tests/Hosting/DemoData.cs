using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Commands;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>The data directory of a freshly filled demo, made once a run by the product's own command and copied for each test class.</summary>
internal static class DemoData
{
    private static readonly Lazy<string> Master = new(Make);
    private static readonly Lazy<string> PostgresMaster = new(MakeOnPostgres);

    public static string Copy()
    {
        var copy = Directory.CreateTempSubdirectory("toyuflow-").FullName;
        File.Copy(Path.Combine(Master.Value, "toyuflow.db"), Path.Combine(copy, "toyuflow.db"));
        return copy;
    }

    /// <summary>The connection string of a database of its own.</summary>
    public static string CopyOnPostgres() => PostgresCluster.Start().ConnectionString(PostgresCluster.Start().CreateDatabase(PostgresMaster.Value));

    private static string MakeOnPostgres()
    {
        var cluster = PostgresCluster.Start();
        var database = cluster.CreateDatabase();
        using (var app = new ToyuFlowApp(Directory.CreateTempSubdirectory("toyuflow-").FullName, cluster.ConnectionString(database)))
        {
            app.Services.GetRequiredService<Demo>().FillAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        Npgsql.NpgsqlConnection.ClearAllPools();
        return database;
    }

    private static string Make()
    {
        var directory = Directory.CreateTempSubdirectory("toyuflow-master-").FullName;
        using (var app = new ToyuFlowApp(directory))
        {
            app.Services.GetRequiredService<Demo>().FillAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "toyuflow.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        command.ExecuteNonQuery();
        return directory;
    }
}
