using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ToyuFlow.Server.Tests.Hosting;

/// <summary>A PostgreSQL cluster of the test run's own: a temporary folder, loopback only, gone at the end. As root it runs as the user postgres.</summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Shared = new(() => new PostgresCluster());

    private readonly int _port;
    private int _databases;

    private PostgresCluster()
    {
        var directory = Directory.CreateTempSubdirectory("toyuflow-pg-").FullName;
        _port = FreePort();
        if (Environment.UserName == "root")
        {
            Run("chown", $"postgres {directory}");
        }

        Run(Tool("initdb"), $"-D {directory}/data -U toyuflow --auth=trust --encoding=UTF8 --no-sync", asPostgres: true);
        Run(Tool("pg_ctl"), $"-D {directory}/data -w -l {directory}/log -o \"-p {_port} -c listen_addresses=127.0.0.1 -k {directory} -c max_connections=200\" start", asPostgres: true);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Run(Tool("pg_ctl"), $"-D {directory}/data -m immediate stop", asPostgres: true);
    }

    /// <summary>Where Debian puts the server; null when it is not installed.</summary>
    public static string? BinDirectory { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    public static PostgresCluster Start() => Shared.Value;

    /// <summary>A new empty database, or a copy of another one that nobody is connected to.</summary>
    public string CreateDatabase(string? template = null)
    {
        var name = $"toyuflow{Interlocked.Increment(ref _databases)}";
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = template is null ? $"create database {name}" : $"create database {name} template {template}";
        command.ExecuteNonQuery();
        return name;
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=toyuflow;Database={database};Maximum Pool Size=30";

    private static string Tool(string name) => Path.Combine(BinDirectory ?? throw new InvalidOperationException("PostgreSQL is not installed."), name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Run(string tool, string arguments, bool asPostgres = false)
    {
        var start = asPostgres && Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", $"-u postgres -- {tool} {arguments}")
            : new ProcessStartInfo(tool, arguments);
        // The server keeps what it is given open for as long as it runs, so nothing is redirected to a pipe that a reader would wait on.
        start.WorkingDirectory = Path.GetTempPath();
        start.RedirectStandardOutput = false;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool} {arguments} ended with {process.ExitCode}.");
        }
    }
}

/// <summary>A fact that needs PostgreSQL; where it is not installed the run says so.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresCluster.BinDirectory is null)
        {
            Skip = "PostgreSQL is not installed (Debian: apt-get install postgresql); CI installs it.";
        }
    }
}
