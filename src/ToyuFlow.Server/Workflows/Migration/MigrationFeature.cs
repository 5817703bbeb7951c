namespace ToyuFlow.Server.Workflows.Migration;

public static class MigrationFeature
{
    public static IServiceCollection AddMigration(this IServiceCollection services)
    {
        services.AddSingleton<MigrationPlan>();
        services.AddScoped<MigrateInstances>();
        services.AddSingleton(new TimerHandler(MigrateInstances.Timer, (provider, timer, _) =>
        {
            provider.GetRequiredService<MigrateInstances>().RunBatch(timer.SubjectId, MigrationProgress.Read(timer.Payload));
            return Task.CompletedTask;
        }));
        return services;
    }
}
