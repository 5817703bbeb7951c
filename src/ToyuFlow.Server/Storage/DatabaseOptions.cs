namespace ToyuFlow.Server.Storage;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Section "Database" of the configuration: a file by default, PostgreSQL when a connection string for it is given.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Folder of the database file, uploads and keys.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Empty for SQLite means toyuflow.db in <see cref="DataDirectory"/>.</summary>
    public string ConnectionString { get; set; } = "";

    public string FilePath => Path.GetFullPath(Path.Combine(DataDirectory, "toyuflow.db"));

    public string EffectiveConnectionString => Provider switch
    {
        DatabaseProvider.Sqlite when ConnectionString.Length == 0 => $"Data Source={FilePath};Foreign Keys=True;Default Timeout=30",
        _ => ConnectionString,
    };
}
