using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ToyuFlow.Server.Storage;

public static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<CommitSignal>();
        services.AddScoped<CurrentTenant>();
        services.AddScoped<Step>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<Database>();
        if (options.Provider == DatabaseProvider.PostgreSql)
        {
            services.AddSingleton(_ => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(options.EffectiveConnectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 }));
            services.AddSingleton<Steps, PostgresSteps>();
        }
        else
        {
            Directory.CreateDirectory(options.DataDirectory);
            services.AddSingleton<Steps, SqliteSteps>();
        }

        services.AddSingleton(provider => new DatabaseReader(options, provider.GetService<NpgsqlDataSource>()));
        services.AddScoped(provider => Create(provider, options));
        return services;
    }

    /// <summary>Inside a step the context shares its connection and transaction; outside it reads on its own.</summary>
    private static ToyuDb Create(IServiceProvider provider, DatabaseOptions options)
    {
        var step = provider.GetRequiredService<Step>();
        var tenant = provider.GetRequiredService<CurrentTenant>();
        var builder = new DbContextOptionsBuilder();
        if (options.Provider == DatabaseProvider.PostgreSql)
        {
            _ = step.IsActive ? builder.UseNpgsql(step.Connection) : builder.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>());
        }
        else
        {
            _ = step.IsActive ? builder.UseSqlite(step.Connection) : builder.UseSqlite(options.EffectiveConnectionString).AddInterceptors(SqlitePragmas.Instance);
        }

        ToyuDb db = options.Provider == DatabaseProvider.PostgreSql
            ? new PostgresToyuDb(builder.Options, tenant, step)
            : new SqliteToyuDb(builder.Options, tenant, step);
        if (step.IsActive)
        {
            db.Database.AutoSavepointsEnabled = false;
            db.Database.UseTransaction(step.Sql.Transaction);
            step.Db = db;
        }

        return db;
    }
}
