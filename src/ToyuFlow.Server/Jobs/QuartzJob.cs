using Quartz;

namespace ToyuFlow.Server.Jobs;

/// <summary>What Quartz fires for every recurring job; the job's code is the key, so two runs of one job never overlap.</summary>
[DisallowConcurrentExecution]
public sealed class QuartzJob(JobRunner runner) : IJob
{
    public const string Tenant = "tenant";
    public const string Who = "who";
    public const string AtStart = "start";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        await runner.RunAsync(
            new JobOrder(context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, Value(context, Tenant), Value(context, Who), Value(context, AtStart) is not null),
            cancellationToken);
    }

    private static string? Value(IJobExecutionContext context, string key) =>
        context.MergedJobDataMap.TryGetValue(key, out var value) ? value as string : null;
}
