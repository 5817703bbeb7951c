using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Jobs;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Calendar;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Jobs;

public sealed class JobTests : IDisposable
{
    private const string Code = "test-job";
    private const string Administrator = "luxian-system";

    private readonly ToyuFlowApp _app;
    private readonly TestJobRuns _runs = new();

    public JobTests() => _app = new ToyuFlowApp { Configure = OnlyTheTestJob };

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_run_is_kept_with_what_it_did()
    {

        await RunAsync(_app);

        var run = Assert.Single(History(_app));
        Assert.Equal((JobOutcome.Done, "示例：做了一次", "系统"), (run.Outcome, run.Message, run.Who));
        Assert.NotNull(run.FinishedAt);
    }

    [Fact]
    public async Task A_job_that_fails_is_kept_with_the_reason_and_runs_again_next_time()
    {
        _runs.Fails = true;
        await RunAsync(_app);
        _runs.Fails = false;
        _app.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(_app);

        Assert.Equal([JobOutcome.Done, JobOutcome.Failed], History(_app).Select(r => r.Outcome));
        Assert.Equal("示例：出错了", History(_app)[1].Message);
    }

    [Fact]
    public async Task On_a_day_off_a_job_of_working_days_rests_unless_somebody_asks_for_it()
    {
        _app.Clock.Set(TestCalendar.At("2025-04-04 07:30"));

        await RunAsync(_app);
        Assert.Empty(History(_app));
        await RunAsync(_app, "测试系统管理员");

        Assert.Equal("测试系统管理员", Assert.Single(History(_app)).Who);
    }

    [Fact]
    public async Task A_paused_job_does_not_run_until_it_is_resumed()
    {
        await ManageAsync(jobs => jobs.Pause(Code));
        await ManageAsync(jobs => jobs.Pause(Code));
        await RunAsync(_app);
        Assert.Empty(History(_app));
        Assert.Equal("测试系统管理员", Line(_app).PausedBy);
        Assert.Null(Line(_app).NextRun);

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await ManageAsync(jobs => jobs.Resume(Code));
        await RunAsync(_app);

        Assert.Single(History(_app));
        Assert.Equal(["job.paused", "job.resumed"], _app.Read(sql => sql.List("select action from audit_entry where subject_id = @code order by id", r => r.GetString(0), ("code", Code))));
    }

    [Fact]
    public void The_next_run_is_shown_in_Beijing_time_and_passes_over_days_off()
    {
        _app.Clock.Set(TestCalendar.At("2025-04-03 07:30"));

        Assert.Equal(TestCalendar.At("2025-04-07 07:30"), Line(_app).NextRun);
    }

    [Fact]
    public async Task A_run_that_a_crash_cut_off_is_closed_at_the_next_start()
    {
        await _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
        {
            var step = services.GetRequiredService<Step>();
            step.Sql.Execute(
                "insert into job_run (tenant_id, id, job_code, scheduled_at, started_at, outcome, message, who) values (@t, @id, @code, @now, @now, 'Running', '', '系统')",
                ("t", step.TenantId), ("id", step.NewId()), ("code", Code), ("now", step.Now));
            return Task.CompletedTask;
        }, CancellationToken.None);

        await _app.Services.GetRequiredService<JobRunner>().CloseInterruptedAsync(CancellationToken.None);

        Assert.Equal(JobOutcome.Interrupted, Assert.Single(History(_app)).Outcome);
    }

    [Fact]
    public async Task A_firing_missed_while_the_server_was_down_is_made_up_for_once_at_the_start()
    {
        var directory = DemoData.Copy();
        using (var before = new ToyuFlowApp(directory) { Configure = OnlyTheTestJob })
        {
            await StartAndStopAsync(before, () => Task.CompletedTask);
        }

        using var later = new ToyuFlowApp(directory) { Configure = OnlyTheTestJob };
        later.Clock.Set(TestCalendar.At("2025-03-12 09:00"));
        await StartAndStopAsync(later, () => _runs.Next().WaitAsync(TimeSpan.FromMinutes(2)));

        var run = Assert.Single(History(later));
        Assert.Equal(JobOutcome.Done, run.Outcome);
    }

    [Fact]
    public async Task An_order_of_an_administrator_runs_the_job_for_their_county()
    {
        await StartAndStopAsync(_app, async () =>
        {
            var next = _runs.Next();
            await _app.Services.GetRequiredService<JobOrders>().RunNowAsync(Code, _app.ActorOf(Administrator), CancellationToken.None);
            await next.WaitAsync(TimeSpan.FromMinutes(2));
        });

        Assert.Equal("测试系统管理员", Assert.Single(History(_app)).Who);
        Assert.Equal([ToyuFlowApp.Tenant], _runs.Tenants);
    }

    [Fact]
    public async Task Only_the_system_administrator_sees_the_jobs_page_and_pauses_there()
    {
        using var officer = await _app.SignInAsync("luxian-health-accept");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await officer.GetAsync("/jobs")).StatusCode);

        using var administrator = await _app.SignInAsync(Administrator);
        var page = await administrator.GetPageAsync("/jobs");
        Assert.Contains("示例任务", page.Body!.TextContent, StringComparison.Ordinal);
        await administrator.PostFormAsync("/jobs", new Dictionary<string, string> { ["code"] = Code }, "/jobs?handler=pause");
        page = await administrator.GetPageAsync("/jobs");
        Assert.Contains("已由测试系统管理员暂停", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("还没有运行记录", (await administrator.GetPageAsync("/jobs/history")).Body!.TextContent, StringComparison.Ordinal);
    }

    private void OnlyTheTestJob(IServiceCollection services)
    {
        foreach (var other in services.Where(s => s.ServiceType == typeof(RecurringJob)).ToList())
        {
            services.Remove(other);
        }

        services.AddSingleton(_runs);
        services.AddRecurringJob<TestJob>(new(Code, "示例任务", "0 30 7 * * ?", "每个工作日 7:30", "示例") { WorkingDaysOnly = true });
    }

    private static async Task StartAndStopAsync(ToyuFlowApp app, Func<Task> meanwhile)
    {
        var schedules = ActivatorUtilities.CreateInstance<JobSchedules>(app.Services);
        await schedules.StartedAsync(CancellationToken.None);
        await meanwhile();
        await schedules.StopAsync(CancellationToken.None);
    }

    private static Task RunAsync(ToyuFlowApp app, string? who = null) =>
        app.Services.GetRequiredService<JobRunner>().RunAsync(new JobOrder(Code, ToyuFlowApp.Start, Who: who), CancellationToken.None);

    private Task ManageAsync(Action<ManageJobs> act) =>
        _app.Steps.RunAsync(_app.ActorOf(Administrator), null, (ManageJobs jobs, CancellationToken _) =>
        {
            act(jobs);
            return Task.CompletedTask;
        }, CancellationToken.None);

    private static IReadOnlyList<JobRunLine> History(ToyuFlowApp app) =>
        app.Services.GetRequiredService<JobOverview>().History(ToyuFlowApp.Tenant, Code, null, 10).Runs;

    private static JobLine Line(ToyuFlowApp app) => Assert.Single(app.Services.GetRequiredService<JobOverview>().Read(ToyuFlowApp.Tenant).Jobs);
}

internal sealed class TestJobRuns
{
    private readonly ConcurrentQueue<string> _tenants = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Fails { get; set; }

    public IReadOnlyCollection<string> Tenants => _tenants;

    public Task Next() => _next.Task;

    public void Ran(string tenant)
    {
        _tenants.Enqueue(tenant);
        _next.TrySetResult();
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

internal sealed class TestJob(TestJobRuns runs) : IRecurringJob
{
    public Task<string> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        runs.Ran(tenantId);
        return runs.Fails ? throw new InvalidOperationException("示例：出错了") : Task.FromResult("示例：做了一次");
    }
}
