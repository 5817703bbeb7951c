using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Jobs;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inspections;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Jobs;

/// <summary>What several nodes on one PostgreSQL database do at once.</summary>
public sealed class PostgresJobsTests : IDisposable
{
    private readonly TestJobRuns _runs = new();
    private readonly ToyuFlowApp? _app;

    public PostgresJobsTests() => _app = PostgresCluster.BinDirectory is null ? null : ToyuFlowApp.OnPostgres(services =>
    {
        services.AddSingleton(_runs);
        services.AddRecurringJob<TestJob>(new("test-job", "示例任务", "0 30 7 * * ?", "每个工作日 7:30", "示例"));
    });

    private ToyuFlowApp App => _app!;

    public void Dispose() => _app?.Dispose();

    [PostgresFact]
    public async Task On_PostgreSQL_eight_nodes_make_each_visit_of_a_plan_once()
    {
        await App.FileAsync("示例·青苹果托育园");
        await App.FileAsync("示例·红苹果托育园");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            await using var scope = App.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<MakePlansJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None);
        })));

        Assert.Equal((1L, 8L, 8L), (Count("inspection_plan"), Count("inspection_visit"), Count("work_task where step_code = 'visit'")));
        Assert.Equal(0L, Count("incident"));
        var plan = Assert.Single(App.Services.GetRequiredService<InspectionQuery>().Plans(ToyuFlowApp.Tenant));
        Assert.Equal(new VisitCount(8, 0, 0), plan.Of(_ => true));
        var first = App.Services.GetRequiredService<InspectionQuery>().Visits(new VisitRequest(ToyuFlowApp.Tenant, plan.Plan.Id, ["FIRE", "PSB"]) { Size = 3, Text = "苹果", State = "open" });
        var second = App.Services.GetRequiredService<InspectionQuery>().Visits(new VisitRequest(ToyuFlowApp.Tenant, plan.Plan.Id, ["FIRE", "PSB"]) { Size = 3, After = first.Next });
        Assert.Equal((4L, 3, 1), (first.Total, first.Visits.Count, second.Visits.Count));
    }

    [PostgresFact]
    public async Task On_PostgreSQL_two_sweeps_at_once_fire_nothing_twice()
    {
        await App.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
        {
            var timers = services.GetRequiredService<Timers>();
            foreach (var subject in Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()))
            {
                timers.Set(ReminderDays.Timer, subject, ToyuFlowApp.Start);
            }

            return Task.CompletedTask;
        }, CancellationToken.None);
        var other = ActivatorUtilities.CreateInstance<TimerSweep>(App.Services);

        var fired = await Task.WhenAll(Task.Run(() => App.Timers.RunAsync(CancellationToken.None)), Task.Run(() => other.RunAsync(CancellationToken.None)));

        // One sweep may pass over what the other is just firing and end before it.
        Assert.Equal(300, fired.Sum());
        Assert.Equal(0L, Count("timer"));
    }

    [PostgresFact]
    public async Task On_PostgreSQL_the_clustered_scheduler_runs_an_order()
    {
        var schedules = ActivatorUtilities.CreateInstance<JobSchedules>(App.Services);
        await schedules.StartAsync(CancellationToken.None);
        await schedules.StartedAsync(CancellationToken.None);
        var next = _runs.Next();
        await App.Services.GetRequiredService<JobOrders>().RunNowAsync("test-job", App.ActorOf("luxian-system"), CancellationToken.None);
        await next.WaitAsync(TimeSpan.FromMinutes(2));
        await schedules.StopAsync(CancellationToken.None);

        var run = Assert.Single(App.Services.GetRequiredService<JobOverview>().History(ToyuFlowApp.Tenant, "test-job", null, 10).Runs);
        Assert.Equal((JobOutcome.Done, "测试系统管理员"), (run.Outcome, run.Who));
    }

    private long Count(string what) => App.Read(sql => sql.Scalar<long>($"select count(*) from {what}"));
}
