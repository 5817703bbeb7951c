using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>
/// Does a recurring job for each tenant and keeps its history. One tenant's failure is written down and does not keep the others from theirs.
/// </summary>
public sealed partial class JobRunner(
    IEnumerable<RecurringJob> jobs, PackCatalog packs, WorkingCalendar calendar, DatabaseReader reader, Steps steps, IServiceScopeFactory scopes, TimeProvider time,
    ILogger<JobRunner> logger)
{
    private const int LongestMessage = 1000;

    public async Task RunAsync(JobOrder order, CancellationToken cancellationToken)
    {
        // A job that this build no longer has may still be in the store of schedules.
        if (jobs.FirstOrDefault(j => j.Code == order.Code) is not { } job)
        {
            return;
        }

        foreach (var tenant in order.TenantId is { } only ? [only] : packs.Packs.Select(p => p.Id).ToList())
        {
            if (order.Who is not null || !IsLeftOut(job, order, tenant))
            {
                await RunAsync(job, order, tenant, cancellationToken);
            }
        }
    }

    /// <summary>Runs of this node that a stop or a crash cut off; on PostgreSQL another node may still be at a young one.</summary>
    public async Task CloseInterruptedAsync(CancellationToken cancellationToken)
    {
        foreach (var pack in packs.Packs)
        {
            await steps.RunAsync(Actor.System(pack.Id), null, (services, _) =>
            {
                var step = services.GetRequiredService<Step>();
                step.Sql.Execute(
                    "update job_run set outcome = 'Interrupted', message = @message where tenant_id = @tenant and outcome = 'Running' and started_at <= @before",
                    ("message", "服务停止时还没有做完；下一次运行会接着做。"), ("tenant", pack.Id), ("before", step.Sql.IsPostgreSql ? step.Now.AddHours(-1) : step.Now));
                return Task.CompletedTask;
            }, cancellationToken);
        }
    }

    private bool IsLeftOut(RecurringJob job, JobOrder order, string tenant)
    {
        var today = BeijingTime.DateOf(time.GetUtcNow());
        return (job.WorkingDaysOnly && !order.AtStart && calendar.Covers(today) && !calendar.IsWorkingDay(today))
            || reader.Read(sql => sql.Scalar<long>("select count(*) from job_pause where tenant_id = @tenant and job_code = @code", ("tenant", tenant), ("code", job.Code))) > 0;
    }

    private async Task RunAsync(RecurringJob job, JobOrder order, string tenant, CancellationToken cancellationToken)
    {
        var actor = Actor.System(tenant);
        var id = await steps.RunAsync(actor, null, (services, _) => Task.FromResult(Begin(services.GetRequiredService<Step>(), order)), cancellationToken);
        var (outcome, message) = await WorkAsync(job, tenant, cancellationToken);
        // The end is written down also when the service is stopping.
        await steps.RunAsync(actor, null, (services, _) =>
        {
            var step = services.GetRequiredService<Step>();
            step.Sql.Execute(
                "update job_run set outcome = @outcome, message = @message, finished_at = @now where tenant_id = @tenant and id = @id",
                ("outcome", outcome), ("message", message.Length > LongestMessage ? message[..LongestMessage] : message), ("now", step.Now), ("tenant", tenant), ("id", id));
            return Task.CompletedTask;
        }, CancellationToken.None);
    }

    private async Task<(JobOutcome Outcome, string Message)> WorkAsync(RecurringJob job, string tenant, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Id = tenant;
            var work = (IRecurringJob)scope.ServiceProvider.GetRequiredService(job.Type);
            return (JobOutcome.Done, await work.RunAsync(tenant, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (JobOutcome.Interrupted, "服务停止，没有做完；下一次运行会接着做。");
        }
#pragma warning disable CA1031 // whatever a job throws is written down for the administrator; the schedule goes on
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.Failed(logger, error, job.Code, tenant);
            return (JobOutcome.Failed, error.Message);
        }
    }

    private static Guid Begin(Step step, JobOrder order)
    {
        var id = step.NewId();
        step.Sql.Execute(
            """
            insert into job_run (tenant_id, id, job_code, scheduled_at, started_at, outcome, message, who)
            values (@tenant, @id, @code, @scheduled, @now, 'Running', '', @who)
            """,
            ("tenant", step.TenantId), ("id", id), ("code", order.Code), ("scheduled", order.ScheduledAt), ("now", step.Now), ("who", order.Who ?? Actor.SystemName));
        return id;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Job {Code} failed for {Tenant}")]
        public static partial void Failed(ILogger logger, Exception error, string code, string tenant);
    }
}

/// <param name="TenantId">Null for all tenants.</param>
/// <param name="Who">The administrator who asked for it; null when it is due by the clock or at the start.</param>
public sealed record JobOrder(string Code, DateTimeOffset ScheduledAt, string? TenantId = null, string? Who = null, bool AtStart = false);
