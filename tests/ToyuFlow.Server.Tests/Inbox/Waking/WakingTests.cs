using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Inbox.Waking;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Waking;

/// <summary>唤醒: a case that was closed without a result goes on at a step that it had reached.</summary>
public sealed class WakingTests : IDisposable
{
    private const string Operator = "luxian-operator";
    private const string Accepting = "luxian-samr-accept";
    private const string Officer = "luxian-samr-review";
    private const string Head = "luxian-samr-approve";
    private const string Basis = "行政复议决定";
    private const string Reason = "示例：示例复〔2025〕1号撤销原决定";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public WakingTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_declined_case_goes_on_with_what_was_known_to_who_had_it_and_comes_to_its_end()
    {
        var caseId = await DeclinedAsync();
        var old = Instance(caseId);
        var state = State(old);
        var told = Notices(Operator);
        using var client = await _app.SignInAsync(Head);
        using (var page = await client.GetPageAsync($"/cases/details/{caseId}"))
        {
            Assert.NotNull(page.QuerySelector($"#waking a[href='{WakeModel.PathOf(caseId)}']"));
        }

        using var posted = await client.PostFormAsync(WakeModel.PathOf(caseId), Fields(caseId, "review"));
        Assert.Equal($"/cases/details/{caseId}", posted.Headers.Location?.OriginalString);
        Assert.Equal("Accepted", _cases.Status(caseId));
        Assert.NotEqual(old, Instance(caseId));
        Assert.Equal(state, State(old));
        Assert.Equal(Version(old), Version(Instance(caseId)));
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
        Assert.Equal(_app.ActorOf(Officer).PersonId, _app.Read(sql => sql.List("select assignee_id from work_task where case_id = @case and status = 'Open'", row => row.GetGuid(0), ("case", caseId)))[0]);
        Assert.Equal(told + 1, Notices(Operator));
        Assert.Contains(_cases.Sentences(caseId), s => s.Contains(Basis, StringComparison.Ordinal));
        Assert.Empty(_app.Services.GetRequiredService<LostCases>().Of(ToyuFlowApp.Tenant));
        await _cases.DecideAsync(caseId, "review", Officer, "Agree");
        await _cases.DecideAsync(caseId, "decide", Head, "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));
        Assert.Equal("Approved", _cases.Status(caseId));
    }

    [Fact]
    public async Task The_time_that_it_was_closed_is_no_time_of_its_clock()
    {
        var caseId = await DeclinedAsync();
        var due = Due(caseId);
        _app.Clock.Advance(TimeSpan.FromDays(7));
        await WakeAsync(caseId, "decide");
        Assert.Equal(5, WorkingDays(due, Due(caseId)));
        Assert.Equal(Due(caseId), _cases.OpenTasks(caseId)[0].DueAt);
        Assert.Equal(
            ["受理", "办结期间", $"唤醒：{Basis}"],
            _app.Read(sql => sql.List("select s.reason from clock_segment s join case_clock c on c.id = s.clock_id where c.case_id = @case and c.stopped_at is null order by s.starts_at, s.ends_at is null", row => row.GetString(0), ("case", caseId))));
    }

    [Fact]
    public async Task A_case_that_was_withdrawn_before_acceptance_goes_on_where_it_stood()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _app.AsAsync<AskWithdrawal, Guid>(Operator, (ask, token) => ask.RunAsync(caseId, _cases.Revision(caseId), "示例：误操作", token));
        await WakeAsync(caseId, "accept");
        Assert.Equal("Submitted", _cases.Status(caseId));
        await _cases.DecideAsync(caseId, "accept", Accepting, "Accept");
        Assert.Equal("review", Assert.Single(_cases.OpenTasks(caseId)).StepCode);
    }

    [Fact]
    public async Task An_acceptance_in_force_is_not_asked_again()
    {
        var caseId = await DeclinedAsync();
        Assert.Equal(["decide", "review"], _app.Read(sql => WakeTarget.Of(sql, ToyuFlowApp.Tenant, caseId)).Select(t => t.ActivityId));
        await Assert.ThrowsAsync<InvalidInputException>(() => WakeAsync(caseId, "accept"));
    }

    [Fact]
    public async Task A_case_that_led_to_a_document_or_is_open_is_not_woken()
    {
        var open = await _cases.ApplyAsync(Operator, "registration");
        await Assert.ThrowsAsync<ConflictException>(() => WakeAsync(open, "accept"));
        await _cases.DecideAsync(open, "accept", Accepting, "Accept");
        await _cases.DecideAsync(open, "review", Officer, "Agree");
        await _cases.DecideAsync(open, "decide", Head, "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));
        await Assert.ThrowsAsync<ConflictException>(() => WakeAsync(open, "review"));
        await _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) => Task.FromResult(services.GetRequiredService<Step>().Sql.Execute(
            "update case_file set status = 'Refused' where id = @id", ("id", open))), CancellationToken.None);
        var refused = await Assert.ThrowsAsync<ConflictException>(() => WakeAsync(open, "review"));
        Assert.Contains("注销登记", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_a_head_of_a_unit_that_had_it_wakes_a_case()
    {
        var caseId = await DeclinedAsync();
        foreach (var other in new[] { Officer, Operator, "luxian-fin-approve" })
        {
            await Assert.ThrowsAsync<MissingException>(() => WakeAsync(caseId, "review", other));
        }

        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetAsync(WakeModel.PathOf(caseId));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task Twice_is_once_and_what_is_missing_is_asked_for()
    {
        var caseId = await DeclinedAsync();
        using var client = await _app.SignInAsync(Head);
        var path = WakeModel.PathOf(caseId);
        var fields = Fields(caseId, "review");
        foreach (var (field, value, status) in new[] { ("reason", "短", HttpStatusCode.BadRequest), ("basis", "", HttpStatusCode.BadRequest), ("target", "", HttpStatusCode.BadRequest), ("revision", "0", HttpStatusCode.Conflict) })
        {
            using var refused = await client.PostFormAsync(path, new Dictionary<string, string>(fields) { [field] = value });
            Assert.Equal(status, refused.StatusCode);
        }

        using var first = await client.PostFormAsync(path, fields);
        using var second = await client.PostFormAsync("/notifications", fields, path);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, second.StatusCode]);
        Assert.Single(_cases.OpenTasks(caseId));
        using var again = await client.PostFormAsync("/notifications", new Dictionary<string, string>(fields) { ["operation"] = "示例-再次" }, path);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_claim_takes_its_beds_again_and_is_paid_in_the_end()
    {
        var money = new MoneyDriver(_app);
        await money.PrepareAsync(Operator);
        var caseId = await money.ApplyForBedsAsync(Operator, 30);
        await _cases.DecideAsync(caseId, "review", "luxian-health-review", "Refuse", "示例：不符合条件");
        await WakeAsync(caseId, "review", "luxian-health-approve");
        Assert.Equal(30, _app.Read(sql => sql.Scalar<long>("select count(*) from granted_unit where case_id = @case", ("case", caseId))));
        await money.ReviewAsync(caseId);
        await money.EndPublicityAsync(caseId);
        await money.PayAsync(caseId);
        Assert.Equal("Approved", _cases.Status(caseId));
        money.AssertBalanced();
    }

    private async Task<Guid> DeclinedAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", Accepting, "Accept");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _cases.DecideAsync(caseId, "review", Officer, "Disagree", "示例：不同意");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _cases.DecideAsync(caseId, "decide", Head, "Refuse", "示例：不予登记");
        Assert.Equal("Refused", _cases.Status(caseId));
        return caseId;
    }

    private Dictionary<string, string> Fields(Guid caseId, string target) => new()
    {
        ["target"] = target,
        ["basis"] = Basis,
        ["reason"] = Reason,
        ["operation"] = "示例-唤醒",
        ["revision"] = _cases.Revision(caseId).ToString(CultureInfo.InvariantCulture),
    };

    private Task WakeAsync(Guid caseId, string target, string who = Head) =>
        _app.AsAsync<WakeCase>(who, (wake, token) => wake.RunAsync(new WakeOrder(caseId, _cases.Revision(caseId), target, Basis, Reason), token));

    private Guid Instance(Guid caseId) => _app.Read(sql => sql.List("select instance_id from case_file where id = @case", row => row.GetGuid(0), ("case", caseId)))[0];

    private string State(Guid instance) => _app.Read(sql => sql.Scalar<string>("select state from workflow_instance where id = @id", ("id", instance)))!;

    private Guid Version(Guid instance) => _app.Read(sql => sql.List("select definition_version_id from workflow_instance where id = @id", row => row.GetGuid(0), ("id", instance)))[0];

    private DateTimeOffset Due(Guid caseId) => _app.Read(sql => sql.List("select due_at from case_clock where case_id = @case and code like 'registration.%'", row => row.Instant(0), ("case", caseId)))[0];

    private int Notices(string userName) => _app.Read(sql => (int)sql.Scalar<long>("select count(*) from notice where person_id = @id", ("id", _app.ActorOf(userName).PersonId)));

    private int WorkingDays(DateTimeOffset from, DateTimeOffset to)
    {
        var calendar = _app.Services.GetRequiredService<WorkingCalendar>();
        var (first, last) = (Deadline.From(from).LastDay, Deadline.From(to).LastDay);
        return Enumerable.Range(1, last.DayNumber - first.DayNumber).Count(i => calendar.IsWorkingDay(first.AddDays(i)));
    }
}
