namespace ToyuFlow.Server.Commands;

public static class CommandsFeature
{
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        // Both write out the stack trace of a start that failed; the reason is told in a sentence instead.
        services.AddLogging(logging => logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => StartupFault.IsOver && level >= LogLevel.Information)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => StartupFault.IsOver && level >= LogLevel.Warning));
        services.AddSingleton<DefinitionFiles>();
        services.AddSingleton<TenantSetup>();
        services.AddSingleton<Demo>();
        services.AddSingleton<Setup>();
        services.AddSingleton<DemoCases>();
        services.AddSingleton<DbCommands>();
        services.AddSingleton<WorkflowMigrate>();
        services.AddSingleton<WorkflowSimulate>();
        services.AddSingleton<BenchData>();
        services.AddSingleton<BenchActs>();
        services.AddSingleton<BenchClocks>();
        services.AddSingleton<Bench>();
        return services;
    }
}
