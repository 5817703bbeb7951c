using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

/// <summary>The holidays of a year are published after limits were counted into it: every limit, task and reminder follows.</summary>
public sealed class RecountTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromDays(3);

    private readonly ToyuFlowApp _app = new();
    private CaseDriver _cases = null!;
    private Guid _case;
    private DateTimeOffset _due;

    public async Task InitializeAsync()
    {
        _cases = new CaseDriver(_app);
        _case = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(_case, "accept", "luxian-samr-accept", "Accept");
        _due = _cases.OpenTasks(_case)[0].DueAt;
        await _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
        {
            var sql = services.GetRequiredService<Step>().Sql;
            sql.Execute("update case_clock set due_at = due_at - @early, promised_due_at = promised_due_at - @early where stopped_at is null", ("early", (long)Early.TotalMilliseconds));
            sql.Execute("update work_task set due_at = due_at - @early, promised_due_at = promised_due_at - @early where status = 'Open'", ("early", (long)Early.TotalMilliseconds));
            sql.Execute("delete from timer where kind = @kind", ("kind", ReminderDays.Timer));
            return Task.CompletedTask;
        }, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_task_is_due_when_the_calendar_says()
    {
        await RecountAsync();
        Assert.Equal(_due, _cases.OpenTasks(_case)[0].DueAt);
    }

    [Fact]
    public async Task Its_reminders_are_set_again()
    {
        await RecountAsync();
        Assert.True(_app.Read(sql => sql.Scalar<long>("select count(*) from timer where subject_id = @task", ("task", _cases.OpenTasks(_case)[0].Id))) > 0);
    }

    [Fact]
    public async Task The_case_says_which_day_moved_and_that_the_system_did_it()
    {
        await RecountAsync();
        Assert.Contains(_cases.Sentences(_case), s => s.StartsWith("日历公布后重新计算“", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counted_again_nothing_moves()
    {
        await RecountAsync();
        Assert.Equal("所有期限与日历一致。", await RecountAsync());
    }

    private async Task<string> RecountAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RecountLimitsJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None);
    }
}
