using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Registration;

public sealed class RegistrationTests : IDisposable
{
    private const string Operator = "luxian-operator";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public RegistrationTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_profit_making_institution_is_registered_by_the_market_regulator_and_pushed_to_the_health_bureau()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        await _cases.DecideAsync(caseId, "review", "luxian-samr-review", "Agree");
        await _cases.DecideAsync(caseId, "decide", "luxian-samr-approve", "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));

        Assert.Equal("Approved", _cases.Status(caseId));
        Assert.Equal("contact", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        await _cases.DecideAsync(caseId, "contact", "luxian-health-accept", "Contacted");
        Assert.Empty(_cases.OpenTasks(caseId));
        Assert.Empty(_cases.Incidents());
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from registration_push where credit_code = '91510521MA00001460'")));
    }

    [Fact]
    public async Task A_non_profit_institution_goes_to_civil_affairs()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator2", "registration", new Dictionary<string, string> { ["type"] = "nonprofit" });
        await _cases.DecideAsync(caseId, "accept", "luxian-civil-accept", "Accept");
        Assert.Equal("Accepted", _cases.Status(caseId));
    }

    [Fact]
    public async Task Who_is_not_told_in_time_what_is_missing_is_accepted_from_the_day_of_receipt()
    {
        var caseId = await _cases.ApplyAsync("luxian-operator2", "registration", new Dictionary<string, string> { ["type"] = "nonprofit" });
        var received = _app.Clock.GetUtcNow();
        await PassAsync(TimeSpan.FromDays(8));
        Assert.Equal("Accepted", _cases.Status(caseId));
        Assert.Contains(_cases.Sentences(caseId), s => s.Contains("自收到申请材料之日起视为受理（系统）", StringComparison.Ordinal));
        Assert.Equal((true, "期满视为受理（系统）"), _app.Read(sql => sql.List(
            "select is_automatic, action_label from work_task where case_id = @c and step_code = 'accept'", row => (row.GetBoolean(0), row.GetString(1)), ("c", caseId)))[0]);
        Assert.Equal(received, _app.Read(sql => sql.List("select started_at from case_clock where case_id = @c and code = 'registration.nonprofit'", row => row.Instant(0), ("c", caseId)))[0], TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Where_the_licensing_law_does_not_apply_a_late_acceptance_stays_open()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await PassAsync(TimeSpan.FromDays(8));
        Assert.Equal("accept", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task A_code_whose_prefix_does_not_fit_the_type_is_refused_beside_its_field_and_nothing_is_kept()
    {
        var caseId = await ToDecisionAsync();
        var error = await Assert.ThrowsAsync<InvalidInputException>(() =>
            _cases.DecideAsync(caseId, "decide", "luxian-samr-approve", "Approve", "", ("uscc", "52510521MJA000075R"), ("licenceNumber", "1")));
        Assert.Equal("field-uscc", Assert.Single(error.Errors).Field);
        Assert.Equal("decide", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task Correction_is_asked_for_once_and_the_clock_stands_meanwhile()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Correct", "请补签字");
        Assert.Equal("Correcting", _cases.Status(caseId));
        Assert.True(_app.Read(sql => sql.Scalar<bool>("select is_paused from case_clock where case_id = @c and code = 'correction.notice'", ("c", caseId))));
        await _cases.DecideAsync(caseId, "correct", Operator, "Resubmit");
        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Correct", "再补"));
        Assert.Contains("已经一次性告知", error.Message, StringComparison.Ordinal);
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        Assert.Equal("Accepted", _cases.Status(caseId));
    }

    [Fact]
    public async Task A_refusal_without_reasons_is_refused()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await Assert.ThrowsAsync<InvalidInputException>(() => _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Refuse"));
    }

    [Fact]
    public async Task An_officer_of_another_unit_does_not_even_see_the_task()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await Assert.ThrowsAsync<MissingException>(() => _cases.DecideAsync(caseId, "accept", "luxian-civil-accept", "Accept"));
    }

    [Fact]
    public async Task Of_twenty_who_decide_at_once_one_wins_and_the_others_learn_who_and_when()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        var task = Assert.Single(_cases.OpenTasks(caseId));
        var actor = _app.ActorOf("luxian-samr-accept");
        var input = _cases.Input(task, "Accept", "");
        var tries = Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() =>
            _app.Steps.RunAsync<CompleteTask, TaskOutcome>(actor, null, (complete, token) => complete.RunAsync(input, token), CancellationToken.None)));
        var errors = (await Task.WhenAll(tries)).Where(e => e is not null).ToList();
        Assert.Equal(19, errors.Count);
        Assert.All(errors, e => Assert.Contains($"已由{actor.Name}于 2025-03-07 10:00 办理：受理", Assert.IsType<ConflictException>(e).Message, StringComparison.Ordinal));
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task The_same_operation_sent_twice_is_done_once_and_answered_the_same()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        var input = _cases.Input(Assert.Single(_cases.OpenTasks(caseId)), "Accept", "");
        var actor = _app.ActorOf("luxian-samr-accept");
        Task<TaskOutcome> Send() => _app.Steps.RunAsync<CompleteTask, TaskOutcome>(actor, "op-1", (complete, token) => complete.RunAsync(input, token), CancellationToken.None);
        var first = await Send();
        var second = await Send();
        Assert.Equal(first.CaseId, second.CaseId);
        Assert.Equal(first.NextTasks, second.NextTasks);
    }

    private async Task<Guid> ToDecisionAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", "luxian-samr-accept", "Accept");
        await _cases.DecideAsync(caseId, "review", "luxian-samr-review", "Agree");
        return caseId;
    }

    private async Task PassAsync(TimeSpan time)
    {
        _app.Clock.Advance(time);
        await _app.Timers.RunAsync(CancellationToken.None);
    }
}
