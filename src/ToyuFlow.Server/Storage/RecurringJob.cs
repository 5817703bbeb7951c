namespace ToyuFlow.Server.Storage;

/// <summary>
/// Work that comes round by the clock. Stands below all features, so that each can register its own; the jobs folder runs them and shows them.
/// </summary>
/// <param name="Code">Never changes: the schedule and its history are kept under it.</param>
/// <param name="Cron">Quartz cron expression, read in Beijing time.</param>
/// <param name="When">The rhythm in words: 每个工作日 7:30.</param>
/// <param name="Does">What it does, in a sentence for the administrator.</param>
public sealed record RecurringJob(string Code, string Name, string Cron, string When, string Does)
{
    /// <summary>The class that does the work, given by <see cref="RecurringJobs.AddRecurringJob{TJob}"/>.</summary>
    public Type Type { get; init; } = typeof(IRecurringJob);

    /// <summary>Left out on days off, by the calendar of working days.</summary>
    public bool WorkingDaysOnly { get; init; }

    /// <summary>Also run once whenever the service starts; the work must then bear repetition.</summary>
    public bool AlsoAtStart { get; init; }
}

/// <summary>The work of a recurring job for one tenant. It runs its own steps, and must bear being done twice: after a crash it is.</summary>
public interface IRecurringJob
{
    /// <returns>What was done, in a sentence for the history.</returns>
    Task<string> RunAsync(string tenantId, CancellationToken cancellationToken);
}

public static class RecurringJobs
{
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services, RecurringJob job) where TJob : class, IRecurringJob
    {
        services.AddScoped<TJob>();
        services.AddSingleton(job with { Type = typeof(TJob) });
        return services;
    }
}
