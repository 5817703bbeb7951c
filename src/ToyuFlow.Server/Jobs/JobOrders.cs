using Quartz;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>Hands an administrator's order to the scheduler: the job runs for their tenant as soon as a thread is free, here or on another node.</summary>
public sealed class JobOrders(ISchedulerFactory factory)
{
    public async Task RunNowAsync(string code, Actor by, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(JobSchedules.KeyOf(code), new JobDataMap { [QuartzJob.Tenant] = by.TenantId, [QuartzJob.Who] = by.Name }, cancellationToken);
    }
}
