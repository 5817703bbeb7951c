using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>
/// Quartz holds the few dozen recurring schedules, in tables of its own in the same database; what falls due once (reminders, waiting steps)
/// is swept from the timer table.
/// </summary>
public static class JobsFeature
{
    private const int Threads = 4;

    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<JobOverview>();
        services.AddScoped<ManageJobs>();
        services.AddSingleton<JobOrders>();
        services.AddSingleton<TimerSweep>();
        services.AddHostedService<TimerLoop>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "ToyuFlow");
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store => Store(store, options));
        });
        services.AddHostedService<JobSchedules>();
        services.AddNavigation(new NavigationEntry(Areas.SystemAdministrator, 90, "定时任务", "/jobs", "clock-play", Policies.SystemAdministrator));
        return services;
    }

    private static void Store(IPersistentStoreBuilder store, DatabaseOptions options)
    {
        if (options.Provider == DatabaseProvider.PostgreSql)
        {
            store.UsePostgres(NpgsqlFactory.Instance, options.EffectiveConnectionString);
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(3);
            });
        }
        else
        {
            store.UseSqlite(SqliteFactory.Instance, options.EffectiveConnectionString);
        }

        store.ProvisionSchema();
    }
}
