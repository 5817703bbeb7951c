using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ToyuFlow.Server.Storage;

/// <summary>Reading connections for hand-written queries, beside the writer (WAL readers never wait for it).</summary>
public sealed class DatabaseReader(DatabaseOptions options, NpgsqlDataSource? source = null)
{
    public T Read<T>(Func<Sql, T> read)
    {
        using var connection = Open();
        using var sql = new Sql(connection, source is not null);
        return read(sql);
    }

    public DbConnection Open()
    {
        if (source is not null)
        {
            return source.OpenConnection();
        }

        var connection = new SqliteConnection(options.EffectiveConnectionString);
        connection.Open();
        return connection;
    }
}
