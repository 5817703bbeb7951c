namespace ToyuFlow.Server.Jobs;

public static class JobsFeature
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<TimerSweep>();
        services.AddHostedService<TimerLoop>();
        return services;
    }
}
