using System.Net;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Returning;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Returning;

/// <summary>退回 and 撤回 of a registration that stands before its decision.</summary>
public sealed class ReturnTests : IAsyncLifetime, IDisposable
{
    private const string Reviewer = "luxian-samr-review";
    private const string Decider = "luxian-samr-approve";

    private readonly ToyuFlowApp _app = new();
    private CaseDriver _cases = null!;
    private Guid _case;

    public async Task InitializeAsync()
    {
        _cases = new CaseDriver(_app);
        _case = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(_case, "accept", "luxian-samr-accept", "Accept");
        await _cases.DecideAsync(_case, "review", Reviewer, "Agree");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_returned_case_is_asked_of_who_decided_before()
    {
        await ReturnAsync();
        var task = Assert.Single(_cases.OpenTasks(_case));
        Assert.Equal(("review", _app.ActorOf(Reviewer).PersonId), (task.StepCode, Assignee(task.Id)));
    }

    [Fact]
    public async Task After_a_return_all_later_steps_come_again()
    {
        await ReturnAsync();
        await _cases.DecideAsync(_case, "review", Reviewer, "Disagree", "示例：不同意");
        await _cases.DecideAsync(_case, "decide", Decider, "Refuse", "示例：不予登记");
        Assert.Equal("Refused", _cases.Status(_case));
    }

    [Fact]
    public async Task Whoever_is_asked_again_reads_why()
    {
        await ReturnAsync(comesBack: true);
        using var reviewer = await _app.SignInAsync(Reviewer);
        var page = WebUtility.HtmlDecode(await reviewer.GetStringAsync($"/inbox/task/{_cases.OpenTasks(_case)[0].Id}"));
        Assert.Contains("理由：示例：地址写错", page, StringComparison.Ordinal);
        Assert.Contains("办理后直接回到对方那里。", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_decision_that_was_sent_back_is_kept_and_marked()
    {
        await ReturnAsync();
        Assert.Contains("退回至“", Overtaken("review"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_the_case_runs_on()
    {
        var before = _cases.OpenTasks(_case)[0].DueAt;
        await ReturnAsync();
        Assert.Equal(before, _cases.OpenTasks(_case)[0].DueAt);
    }

    [Fact]
    public async Task The_applicant_is_not_told_of_a_return()
    {
        var before = ToldApplicant();
        await ReturnAsync();
        Assert.Equal(before, ToldApplicant());
    }

    [Fact]
    public async Task Reminders_of_the_task_that_was_sent_back_are_gone_and_those_of_the_new_one_are_set()
    {
        var old = _cases.OpenTasks(_case)[0];
        await ReturnAsync();
        Assert.Equal((0L, true), (Timers(old.Id), Timers(_cases.OpenTasks(_case)[0].Id) > 0));
    }

    [Fact]
    public void A_step_whose_decision_is_in_force_is_no_target() =>
        Assert.Equal(["review"], _app.Read(sql => ReturnTargets.Passed(sql, ToyuFlowApp.Tenant, Row().InstanceId)).Select(p => p.ActivityId));

    [Fact]
    public async Task A_return_without_a_reason_is_refused() =>
        await Assert.ThrowsAsync<InvalidInputException>(() => ReturnAsync(reason: " "));

    [Fact]
    public async Task A_return_of_a_page_that_is_out_of_date_is_refused() =>
        await Assert.ThrowsAsync<ConflictException>(() => ReturnAsync(revision: 7));

    [Fact]
    public async Task A_return_through_the_page_leads_back_to_the_list()
    {
        using var decider = await _app.SignInAsync(Decider);
        var task = _cases.OpenTasks(_case)[0];
        var answer = await decider.PostFormAsync(
            $"/inbox/return/{task.Id}", new Dictionary<string, string> { ["target"] = "review", ["revision"] = "1", ["reason"] = "示例：地址写错", ["resume"] = "all" });
        Assert.Equal("/inbox", answer.Headers.Location?.OriginalString);
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(_case)).StepCode);
    }

    [Fact]
    public async Task A_decision_is_taken_back_while_nobody_has_touched_the_next_step()
    {
        await TakeBackAsync();
        var task = Assert.Single(_cases.OpenTasks(_case));
        Assert.Equal(("review", _app.ActorOf(Reviewer).PersonId), (task.StepCode, Assignee(task.Id)));
    }

    [Fact]
    public async Task After_taking_back_the_other_decision_counts()
    {
        await TakeBackAsync();
        await _cases.DecideAsync(_case, "review", Reviewer, "Disagree", "示例：不同意");
        Assert.Equal("decide", Assert.Single(_cases.OpenTasks(_case)).StepCode);
    }

    [Fact]
    public async Task A_decision_is_not_taken_back_once_the_next_step_is_claimed()
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.AsAsync<ClaimTask, bool>(Decider, (claim, _) =>
        {
            claim.Claim(_cases.OpenTasks(_case)[0].Id);
            return Task.FromResult(true);
        });
        var refused = await Assert.ThrowsAsync<ConflictException>(TakeBackAsync);
        Assert.Contains("着手办理", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_takes_the_decision_of_somebody_else_back()
    {
        var task = DecidedTask("accept");
        await Assert.ThrowsAnyAsync<RefusedException>(() => _app.AsAsync<TakeBackTask>(Reviewer, (act, token) => act.RunAsync(task.Id, task.Revision, token)));
    }

    [Fact]
    public async Task A_decision_that_the_applicant_was_told_is_not_taken_back()
    {
        var task = DecidedTask("accept");
        var refused = await Assert.ThrowsAsync<ConflictException>(() => _app.AsAsync<TakeBackTask>("luxian-samr-accept", (act, token) => act.RunAsync(task.Id, task.Revision, token)));
        Assert.Contains("已经告知申请人", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_approval_form_shows_the_opinions_in_force_with_their_people()
    {
        await ReturnAsync();
        await _cases.DecideAsync(_case, "review", Reviewer, "Disagree", "示例：地址已核对，不符");
        using var reviewer = await _app.SignInAsync(Reviewer);
        var page = WebUtility.HtmlDecode(await reviewer.GetStringAsync($"/cases/approvalform/{_case}"));
        Assert.Contains("示例：地址已核对，不符", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>同意登记", page, StringComparison.Ordinal);
    }

    private Task ReturnAsync(string reason = "示例：地址写错", bool comesBack = false, long? revision = null)
    {
        var task = _cases.OpenTasks(_case)[0];
        return _app.AsAsync<ReturnTask>(Decider, (act, token) => act.RunAsync(task.Id, new ReturnOrder(revision ?? task.Revision, "review", reason, comesBack, false), token));
    }

    private Task TakeBackAsync()
    {
        var task = DecidedTask("review");
        return _app.AsAsync<TakeBackTask>(Reviewer, (act, token) => act.RunAsync(task.Id, task.Revision, token));
    }

    private TaskRow Row() => _app.Read(sql => TaskAccess.Find(sql, ToyuFlowApp.Tenant, _cases.OpenTasks(_case)[0].Id))!;

    private TaskRow DecidedTask(string step) => _app.Read(sql => TaskAccess.Find(
        sql, ToyuFlowApp.Tenant, sql.List("select id from work_task where case_id = @case and step_code = @step and status = 'Done'", row => row.GetGuid(0), ("case", _case), ("step", step))[0]))!;

    private string Overtaken(string step) => _app.Read(sql => sql.Scalar<string>(
        "select superseded_because from work_task where case_id = @case and step_code = @step and status = 'Done'", ("case", _case), ("step", step)))!;

    private Guid? Assignee(Guid task) => _app.Read(sql => TaskAccess.Find(sql, ToyuFlowApp.Tenant, task))!.AssigneeId;

    private long ToldApplicant() => _app.Read(sql => sql.Scalar<long>("select count(*) from timeline_entry where case_id = @case and for_applicant = @yes", ("case", _case), ("yes", true)));

    private long Timers(Guid task) => _app.Read(sql => sql.Scalar<long>("select count(*) from timer where subject_id = @task", ("task", task)));
}
