using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Benchmarks.Migrations;

/// <summary>Scaffolds the migrations of both providers into the server project; run from the root of the repository.</summary>
internal static class Scaffolder
{
    private const string Folder = "src/ToyuFlow.Server/Storage/Migrations";

    public static int Add(string name)
    {
        var tenant = new CurrentTenant();
        var step = new Step();
        Scaffold(new SqliteToyuDb(new DbContextOptionsBuilder<SqliteToyuDb>().UseSqlite("Data Source=:memory:").Options, tenant, step), "Sqlite", name);
        Scaffold(new PostgresToyuDb(new DbContextOptionsBuilder<PostgresToyuDb>().UseNpgsql("Host=localhost").Options, tenant, step), "Postgres", name);
        return 0;
    }

    /// <summary>Throws the old sets away and makes one first migration; the databases that ran the old ones are told so by FoldedMigrations.</summary>
    public static int Reset()
    {
        if (Directory.Exists(Folder) && Directory.GetFiles(Folder, "*.cs", SearchOption.AllDirectories).Length > 0)
        {
            Directory.Delete(Folder, recursive: true);
            Console.WriteLine("The old migrations are deleted. Build again and run: migrations add Initial");
            return 0;
        }

        return Add("Initial");
    }

    private static void Scaffold(ToyuDb db, string provider, string name)
    {
        var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
#pragma warning disable EF1001 // the design-time services of a provider are internal by name only
        IDesignTimeServices design = provider == "Sqlite"
            ? new Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices()
            : new Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices();
#pragma warning restore EF1001
        design.ConfigureDesignTimeServices(services);
        using var built = services.BuildServiceProvider();
        using var scope = built.CreateScope();
        var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
        var space = $"ToyuFlow.Server.Storage.Migrations.{provider}";
        var migration = scaffolder.ScaffoldMigration(name, "ToyuFlow.Server", $"Storage.Migrations.{provider}");
        var directory = Path.Combine(Folder, provider);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, migration.MigrationId + migration.FileExtension), migration.MigrationCode);
        File.WriteAllText(Path.Combine(directory, migration.MigrationId + ".Designer" + migration.FileExtension), migration.MetadataCode);
        File.WriteAllText(Path.Combine(directory, migration.SnapshotName + migration.FileExtension), migration.SnapshotCode);
        Console.WriteLine($"{space}: {migration.MigrationId}");
    }
}
