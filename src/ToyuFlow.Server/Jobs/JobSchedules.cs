using Quartz;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>
/// Brings the schedules that the features registered into Quartz's store and starts it. A schedule that is there already and has not changed
/// is left alone, so that a firing missed while the service was down is made up for, once, at the start.
/// </summary>
public sealed class JobSchedules(ISchedulerFactory factory, IEnumerable<RecurringJob> jobs, JobRunner runner, TimeProvider time) : IHostedLifecycleService
{
    private IScheduler? _scheduler;

    private const string Group = "toyuflow";

    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>After the server listens: a start that fails, for instance at a port in use, runs no job.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await runner.CloseInterruptedAsync(cancellationToken);
        var scheduler = await factory.GetScheduler(cancellationToken);
        _scheduler = scheduler;
        foreach (var job in jobs)
        {
            await ScheduleAsync(scheduler, job, cancellationToken);
        }

        var known = jobs.Select(j => KeyOf(j.Code)).ToHashSet();
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), cancellationToken))
        {
            if (!known.Contains(key))
            {
                await scheduler.DeleteJob(key, cancellationToken);
            }
        }

        await scheduler.Start(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A start that failed has no scheduler, and one that the container has already shut down cannot be asked for again.
        if (_scheduler is { } scheduler)
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    /// <summary>The next time by the clock; days off are not looked at.</summary>
    public static DateTimeOffset? NextAfter(RecurringJob job, DateTimeOffset now) => CronExpression.Parse(job.Cron).WithTimeZone(Beijing).GetNextValidTimeAfter(now);

    private async Task ScheduleAsync(IScheduler scheduler, RecurringJob job, CancellationToken cancellationToken)
    {
        var detail = JobBuilder.Create<QuartzJob>().WithIdentity(KeyOf(job.Code)).WithDescription(job.Name).StoreDurably().Build();
        await scheduler.AddJob(detail, new AddJobOptions { Replace = true }, cancellationToken);
        var key = new TriggerKey(job.Code, Group);
        var trigger = TriggerBuilder.Create(time).WithIdentity(key).ForJob(detail.Key)
            .WithCronSchedule(job.Cron, cron => cron.InTimeZone(Beijing).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        var stored = await scheduler.GetTrigger(key, cancellationToken);
        if (stored is null)
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        }
        else if (stored is not ICronTrigger cron || cron.CronExpressionString != job.Cron)
        {
            await scheduler.RescheduleJob(key, trigger, cancellationToken);
        }

        if (job.AlsoAtStart)
        {
            await scheduler.TriggerJob(detail.Key, new JobDataMap { [QuartzJob.AtStart] = "true" }, cancellationToken);
        }
    }

    internal static JobKey KeyOf(string code) => new(code, Group);
}
