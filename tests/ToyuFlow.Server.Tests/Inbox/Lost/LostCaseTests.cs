using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Lost;

/// <summary>No case is in no queue: whatever takes a case from everybody's list shows on the page, and what needs no decision is mended there.</summary>
public sealed class LostCaseTests : IAsyncLifetime, IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private CaseDriver _cases = null!;
    private Guid _case;

    public async Task InitializeAsync()
    {
        _cases = new CaseDriver(_app);
        _case = await _cases.ApplyAsync("luxian-operator", "registration");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public void A_case_with_a_task_of_a_filled_post_is_not_lost() => Assert.Empty(Found());

    [Fact]
    public async Task A_case_without_task_wait_or_incident_is_lost()
    {
        await BreakAsync("delete from bookmark", "update work_task set status = 'Cancelled'");
        Assert.Equal(LostKind.NothingWaits, Assert.Single(Found()).Kind);
    }

    [Fact]
    public async Task A_step_that_waits_for_a_task_that_is_not_there_is_lost()
    {
        await BreakAsync("update work_task set status = 'Cancelled'");
        Assert.Equal(LostKind.StepWithoutTask, Assert.Single(Found()).Kind);
    }

    [Fact]
    public async Task A_task_of_an_empty_post_is_lost()
    {
        await BreakAsync($"delete from post_holder where post_id in (select post_id from work_task where case_id = '{Text(_case)}')");
        Assert.Equal(LostKind.PostEmpty, Assert.Single(Found()).Kind);
    }

    [Fact]
    public async Task A_task_of_somebody_who_may_not_sign_in_any_more_is_lost_until_it_is_given_back_to_the_post()
    {
        await GiveToAsync("luxian-health-accept");
        var lost = Assert.Single(Found());
        Assert.Equal(LostKind.AssigneeGone, lost.Kind);
        using var administrator = await _app.SignInAsync("luxian-system");
        await administrator.PostFormAsync("/inbox/lost", new Dictionary<string, string> { ["id"] = lost.SubjectId.ToString() });
        Assert.Empty(Found());
    }

    [Fact]
    public async Task Mending_what_is_not_broken_is_refused() =>
        await Assert.ThrowsAsync<ConflictException>(() => _app.AsAsync<MendLostCase, bool>("luxian-system", (mend, _) =>
        {
            mend.Run(_cases.OpenTasks(_case)[0].Id);
            return Task.FromResult(true);
        }));

    [Fact]
    public async Task The_page_names_the_case_and_the_fault()
    {
        await BreakAsync("update work_task set status = 'Cancelled'");
        using var administrator = await _app.SignInAsync("luxian-system");
        Assert.Contains("在等人办理，但没有任务", WebUtility.HtmlDecode(await administrator.GetStringAsync("/inbox/lost")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nightly_job_fails_until_somebody_has_looked()
    {
        await BreakAsync("update work_task set status = 'Cancelled'");
        await using var scope = _app.Services.CreateAsyncScope();
        await Assert.ThrowsAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<LostCasesJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None));
    }

    private IReadOnlyList<LostCase> Found() => _app.Services.GetRequiredService<LostCases>().Of(ToyuFlowApp.Tenant);

    private static string Text(Guid id) => id.ToString().ToUpperInvariant();

    private Task GiveToAsync(string user) => _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
    {
        services.GetRequiredService<Step>().Sql.Execute("update work_task set assignee_id = @person", ("person", _app.ActorOf(user).PersonId));
        return Task.CompletedTask;
    }, CancellationToken.None);

    private Task BreakAsync(params string[] statements) => _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
    {
        foreach (var statement in statements)
        {
            services.GetRequiredService<Step>().Sql.Execute(statement);
        }

        return Task.CompletedTask;
    }, CancellationToken.None);
}
