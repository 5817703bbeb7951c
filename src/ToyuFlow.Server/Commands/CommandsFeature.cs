namespace ToyuFlow.Server.Commands;

public static class CommandsFeature
{
    public static IServiceCollection AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<TenantSetup>();
        services.AddSingleton<Demo>();
        services.AddSingleton<DbCommands>();
        services.AddSingleton<BenchData>();
        services.AddSingleton<Bench>();
        return services;
    }
}
