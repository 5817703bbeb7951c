using System.Data.Common;

namespace ToyuFlow.Server.Storage;

/// <summary>
/// Hand-written statements of the hot path on one connection. A statement is prepared once per connection and its parameters are reused.
/// Guid, long, int, string, bool, DateTimeOffset (as UTC milliseconds), Money and null are bound; nothing is ever put into the text.
/// Not thread-safe: one step at a time.
/// </summary>
public sealed class Sql(DbConnection connection, bool isPostgreSql) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public DbConnection Connection => connection;

    public bool IsPostgreSql => isPostgreSql;

    public DbTransaction? Transaction { get; set; }

    /// <summary>Row lock on PostgreSQL; SQLite has one writer and needs none.</summary>
    public string ForUpdate => isPostgreSql ? " for update" : "";

    /// <summary>Runs a statement and returns the number of rows that it touched.</summary>
    public int Execute(string text, params ReadOnlySpan<(string Name, object? Value)> values) => Prepare(text, values).ExecuteNonQuery();

    public T? Scalar<T>(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var value = Prepare(text, values).ExecuteScalar();
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public T? Single<T>(string text, Func<DbDataReader, T?> read, params ReadOnlySpan<(string Name, object? Value)> values) where T : class
    {
        using var reader = Prepare(text, values).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    public List<T> List<T>(string text, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var rows = new List<T>();
        using var reader = Prepare(text, values).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }

    private DbCommand Prepare(string text, ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!_commands.TryGetValue(text, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands[text] = command;
        }

        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = Bind(values[i].Value);
        }

        return command;
    }

    private static object Bind(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        Money money => money.Fen,
        Enum name => name.ToString(),
        _ => value,
    };
}
