using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Inbox.Lost;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Withdrawing;

/// <summary>撤件 of a registration: at once before acceptance, by the head's decision afterwards, never in nobody's queue.</summary>
public sealed class WithdrawalTests : IDisposable
{
    private const string Operator = "luxian-operator";
    private const string Reason = "示例：开办计划有变";
    private const string Accepting = "luxian-samr-accept";
    private const string Officer = "luxian-samr-review";
    private const string Head = "luxian-samr-approve";

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public WithdrawalTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Before_acceptance_it_ends_at_once_and_the_applicant_gets_a_confirmation()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        var notices = Notices(Accepting);
        using var client = await _app.SignInAsync(Operator);
        using (var page = await client.GetPageAsync($"/cases/details/{caseId}"))
        {
            Assert.NotNull(page.QuerySelector($"#withdrawal a[href='{AskWithdrawalModel.PathOf(caseId)}']"));
        }

        using var posted = await client.PostFormAsync(AskWithdrawalModel.PathOf(caseId), Asked(caseId));
        var request = One(caseId);
        Assert.Equal(WithdrawalDetailsModel.PathOf(request.Id), posted.Headers.Location?.OriginalString);
        Assert.Equal(("撤件〔2025〕0001号", WithdrawalStatus.Approved), (request.Number, request.Status));
        AssertOver(caseId);
        Assert.Contains(_cases.Sentences(caseId), s => s.StartsWith("已撤件", StringComparison.Ordinal));
        Assert.Equal(notices + 1, Notices(Accepting));
        Assert.Contains("撤件确认书", await client.GetStringAsync(WithdrawalPrintModel.PathOf(request.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_waits_for_a_correction_before_acceptance_it_ends_at_once_too()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", Accepting, "Correct", "示例：请补正");
        await AskAsync(caseId);
        AssertOver(caseId);
    }

    [Fact]
    public async Task After_acceptance_the_clocks_stand_and_nobody_acts_until_the_head_has_decided()
    {
        var caseId = await AcceptedAsync();
        var task = Assert.Single(_cases.OpenTasks(caseId));
        await AskAsync(caseId);
        Assert.Equal(("Accepted", WithdrawalStatus.Asked), (_cases.Status(caseId), One(caseId).Status));
        Assert.Equal(0, Scalar("select count(*) from case_clock where case_id = @case and stopped_at is null and is_paused = @no", caseId, ("no", false)));
        Assert.Contains("不属于行政许可法第四十五条", Basis(caseId), StringComparison.Ordinal);
        var acts = new Func<Task>[]
        {
            () => _cases.DecideAsync(caseId, "review", Officer, "Agree"),
            () => _app.AsAsync<ClaimTask>(Officer, (claim, _) => Run(() => claim.Claim(task.Id))),
            () => _app.AsAsync<TransferTask>(Officer, (transfer, _) => Run(() => transfer.Run(task.Id, task.Revision, Id(Head), "示例理由"))),
            () => _app.AsAsync<ChangeClock>(Officer, (change, token) => change.AskAsync(new ClockChangeOrder(caseId, Clock(caseId), ClockChangeKind.Extend, 2, "", "", "示例理由"), token)),
        };
        foreach (var act in acts)
        {
            var refused = await Assert.ThrowsAsync<ConflictException>(act);
            Assert.Contains($"{_app.ActorOf(Operator).Name}", refused.Message, StringComparison.Ordinal);
            Assert.Contains("负责人决定", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(task, Assert.Single(_cases.OpenTasks(caseId)));
        using var client = await _app.SignInAsync(Officer);
        using var page = await client.GetPageAsync($"/inbox/task/{task.Id}");
        Assert.Contains("申请撤件", page.Body!.TextContent, StringComparison.Ordinal);
        using var list = await client.GetPageAsync("/inbox");
        var row = list.QuerySelector($"[data-href='/inbox/task/{task.Id}']")!;
        Assert.Contains("暂停办理", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("计时暂停", row.TextContent, StringComparison.Ordinal);
        Assert.Null(row.QuerySelector("button, input"));
        using var details = await client.GetPageAsync($"/cases/details/{caseId}");
        Assert.Contains("登记审查，计时暂停", details.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Lost());
    }

    [Fact]
    public async Task What_falls_due_meanwhile_waits_for_the_decision()
    {
        var caseId = await AcceptedAsync();
        await AskAsync(caseId);
        var before = Notices(Officer);
        _app.Clock.Advance(TimeSpan.FromDays(90));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Equal("Accepted", _cases.Status(caseId));
        Assert.Single(_cases.OpenTasks(caseId));
        Assert.Equal(before, Notices(Officer));
        Assert.NotEqual(0, Scalar("select count(*) from timer where subject_id in (select id from work_task where case_id = @case)", caseId));
    }

    [Fact]
    public async Task Approval_ends_everything_and_tells_both_sides()
    {
        var caseId = await AcceptedAsync();
        await AskAsync(caseId);
        using var head = await _app.SignInAsync(Head);
        using (var list = await head.GetPageAsync("/cases/clockchanges"))
        {
            Assert.NotNull(list.QuerySelector($"a[href='{WithdrawalDetailsModel.PathOf(One(caseId).Id)}']"));
            Assert.Equal("1", list.QuerySelector("[data-count-of=requests]")!.TextContent);
        }

        var (officer, applicant) = (Notices(Officer), Notices(Operator));
        var path = WithdrawalDetailsModel.PathOf(One(caseId).Id);
        var fields = new Dictionary<string, string> { ["act"] = nameof(WithdrawalStatus.Approved), ["operation"] = "示例-同意" };
        using var first = await head.PostFormAsync(path, fields);
        using var second = await head.PostFormAsync("/notifications", fields, path);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Found], [first.StatusCode, second.StatusCode]);
        AssertOver(caseId);
        Assert.Equal((officer + 1, applicant + 1), (Notices(Officer), Notices(Operator)));
        Assert.Single(_cases.Sentences(caseId), s => s.Contains("同意撤件", StringComparison.Ordinal));
        using var late = await head.PostFormAsync("/notifications", new Dictionary<string, string>(fields) { ["operation"] = "示例-再次" }, path);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains(_app.ActorOf(Head).Name, await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_resumes_with_the_working_days_of_the_pause_added()
    {
        var caseId = await AcceptedAsync();
        var (clock, task) = (Due(caseId), _cases.OpenTasks(caseId)[0].DueAt);
        await AskAsync(caseId);
        _app.Clock.Advance(TimeSpan.FromDays(5));
        await Assert.ThrowsAsync<InvalidInputException>(() => DecideAsync(caseId, Head, (d, id, token) => d.RefuseAsync(id, "", token)));
        await DecideAsync(caseId, Head, (d, id, token) => d.RefuseAsync(id, "示例：请继续办理", token));
        var paused = WorkingDays(ToyuFlowApp.Start, _app.Clock.GetUtcNow());
        Assert.Equal(3, paused);
        Assert.Equal((paused, paused), (WorkingDays(clock, Due(caseId)), WorkingDays(task, _cases.OpenTasks(caseId)[0].DueAt)));
        Assert.Contains(_app.Read(sql => sql.List("select sentence from notice where person_id = @id", row => row.GetString(0), ("id", Id(Operator)))), s => s.Contains("示例：请继续办理", StringComparison.Ordinal));
        await _cases.DecideAsync(caseId, "review", Officer, "Agree");
    }

    [Fact]
    public async Task A_pause_of_the_office_that_ends_meanwhile_ends_with_the_decision()
    {
        var caseId = await AcceptedAsync();
        var due = Due(caseId);
        await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.AskAsync(new ClockChangeOrder(caseId, Clock(caseId), ClockChangeKind.Pause, 2, "鉴定", "", "示例理由：等待鉴定"), token));
        var change = _app.Read(sql => sql.List("select id from clock_change", row => row.GetGuid(0)))[0];
        await _app.AsAsync<ChangeClock>(Head, (c, token) => c.DecideAsync(change, true, "", token));
        await AskAsync(caseId);
        _app.Clock.Advance(TimeSpan.FromDays(7));
        await _app.Timers.RunAsync(CancellationToken.None);
        await DecideAsync(caseId, Head, (d, id, token) => d.RefuseAsync(id, "示例：请继续办理", token));
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Equal(5, WorkingDays(due, Due(caseId)));
    }

    [Fact]
    public async Task The_applicant_takes_the_request_back_and_may_ask_again()
    {
        var caseId = await AcceptedAsync();
        await AskAsync(caseId);
        var again = await Assert.ThrowsAsync<ConflictException>(() => AskAsync(caseId));
        Assert.Contains(One(caseId).Number, again.Message, StringComparison.Ordinal);
        using var client = await _app.SignInAsync(Operator);
        using var posted = await client.PostFormAsync(WithdrawalDetailsModel.PathOf(One(caseId).Id), new Dictionary<string, string> { ["act"] = nameof(WithdrawalStatus.Retracted) });
        Assert.Equal(WithdrawalStatus.Retracted, One(caseId).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(caseId);
        await DecideAsync(caseId, Head, (d, id, token) => d.ApproveAsync(id, "", token));
        AssertOver(caseId);
    }

    [Fact]
    public async Task Only_a_head_of_the_responsible_unit_decides()
    {
        var caseId = await AcceptedAsync();
        await AskAsync(caseId);
        foreach (var other in new[] { Officer, Operator, "luxian-health-approve" })
        {
            await Assert.ThrowsAsync<ForbiddenException>(() => DecideAsync(caseId, other, (d, id, token) => d.ApproveAsync(id, "", token)));
        }

        await Assert.ThrowsAsync<MissingException>(() => DecideAsync(caseId, Head, (d, id, token) => d.RetractAsync(id, token)));
        Assert.Equal(WithdrawalStatus.Asked, One(caseId).Status);
    }

    [Fact]
    public async Task A_stranger_withdraws_nothing()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await Assert.ThrowsAsync<MissingException>(() => AskAsync(caseId, "luxian-operator2"));
        await Assert.ThrowsAsync<MissingException>(() => AskAsync(caseId, Accepting));
        using var client = await _app.SignInAsync("luxian-operator2");
        using var page = await client.GetAsync(AskWithdrawalModel.PathOf(caseId));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task Asking_wants_a_reason_a_tick_and_the_case_as_it_was_seen_and_is_done_once()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        using var client = await _app.SignInAsync(Operator);
        var path = AskWithdrawalModel.PathOf(caseId);
        foreach (var (field, value, status) in new[] { ("reason", "短", HttpStatusCode.BadRequest), ("sure", "", HttpStatusCode.BadRequest), ("revision", "0", HttpStatusCode.Conflict) })
        {
            using var refused = await client.PostFormAsync(path, new Dictionary<string, string>(Asked(caseId)) { [field] = value });
            Assert.Equal(status, refused.StatusCode);
        }

        var fields = Asked(caseId);
        using var first = await client.PostFormAsync(path, fields);
        using var second = await client.PostFormAsync("/notifications", fields, path);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, Scalar("select count(*) from withdrawal_request where case_id = @case", caseId));
    }

    [Fact]
    public async Task Without_a_head_the_request_is_shown_among_what_nobody_handles()
    {
        var caseId = await AcceptedAsync();
        await AskAsync(caseId);
        await _app.AsAsync<ManagePerson>("luxian-system", (manage, token) => manage.DisableAsync(Id(Head), token));
        Assert.Contains(Lost(), l => l.Kind == LostKind.NoHead && l.CaseId == caseId);
    }

    [Fact]
    public async Task What_several_units_look_at_together_is_decided_by_a_unit_that_has_a_head()
    {
        await new MoneyDriver(_app).PrepareAsync(Operator);
        var caseId = await _cases.ApplyAsync(Operator, "acceptance");
        Assert.True(_cases.OpenTasks(caseId).Count > 1);
        await AskAsync(caseId);
        Assert.Empty(Lost());
        var head = _app.Read(sql => UnitHeads.Of(sql, ToyuFlowApp.Tenant, One(caseId).UnitId))[0];
        var who = _app.Read(sql => sql.Scalar<string>("select user_name from person where id = @id", ("id", head.PersonId)))!;
        await DecideAsync(caseId, who, (d, id, token) => d.ApproveAsync(id, "", token));
        AssertOver(caseId);
    }

    private async Task<Guid> AcceptedAsync()
    {
        var caseId = await _cases.ApplyAsync(Operator, "registration");
        await _cases.DecideAsync(caseId, "accept", Accepting, "Accept");
        return caseId;
    }

    private Dictionary<string, string> Asked(Guid caseId) =>
        new() { ["reason"] = Reason, ["sure"] = "true", ["operation"] = "示例-撤件", ["revision"] = _cases.Revision(caseId).ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private Task<Guid> AskAsync(Guid caseId, string who = Operator) =>
        _app.AsAsync<AskWithdrawal, Guid>(who, (ask, token) => ask.RunAsync(caseId, _cases.Revision(caseId), Reason, token));

    private Task DecideAsync(Guid caseId, string who, Func<DecideWithdrawal, Guid, CancellationToken, Task> act) => _app.AsAsync<DecideWithdrawal>(who, (decide, token) => act(decide, One(caseId).Id, token));

    private void AssertOver(Guid caseId)
    {
        Assert.Equal("Withdrawn", _cases.Status(caseId));
        Assert.Empty(_cases.OpenTasks(caseId));
        Assert.Equal(0, Scalar("select count(*) from timer where subject_id in (select id from work_task where case_id = @case)", caseId));
        Assert.Equal(0, Scalar("select count(*) from case_clock where case_id = @case and stopped_at is null", caseId));
        Assert.Equal(0, Scalar("select count(*) from workflow_instance where case_id = @case and status = 'Running'", caseId));
        Assert.Equal(0, Scalar("select count(*) from bookmark where instance_id in (select id from workflow_instance where case_id = @case)", caseId));
        Assert.Empty(Lost());
    }

    private WithdrawalLine One(Guid caseId) => _app.Read(sql => WithdrawalLine.List(sql, "r.case_id = @case order by r.asked_at desc, r.id desc", ("tenant", ToyuFlowApp.Tenant), ("case", caseId)))[0];

    private IReadOnlyList<LostCase> Lost() => _app.Services.GetRequiredService<LostCases>().Of(ToyuFlowApp.Tenant);

    private long Scalar(string query, Guid caseId, params (string, object?)[] values) => _app.Read(sql => sql.Scalar<long>(query, [("case", caseId), .. values]));

    private string Basis(Guid caseId) => _app.Read(sql => sql.List(
        "select s.basis from clock_segment s join case_clock c on c.id = s.clock_id where c.case_id = @case and s.is_pause = @yes", row => row.GetString(0), ("case", caseId), ("yes", true)))[^1];

    private string Clock(Guid caseId) => _app.Read(sql => sql.Scalar<string>("select code from case_clock where case_id = @case and stopped_at is null", ("case", caseId)))!;

    private DateTimeOffset Due(Guid caseId) => _app.Read(sql => sql.List("select due_at from case_clock where case_id = @case and stopped_at is null", row => row.Instant(0), ("case", caseId)))[0];

    private int WorkingDays(DateTimeOffset from, DateTimeOffset to)
    {
        var calendar = _app.Services.GetRequiredService<WorkingCalendar>();
        var (first, last) = (BeijingTime.DateOf(from.AddTicks(-1)), BeijingTime.DateOf(to.AddTicks(-1)));
        return Enumerable.Range(1, last.DayNumber - first.DayNumber).Count(i => calendar.IsWorkingDay(first.AddDays(i)));
    }

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private int Notices(string userName) => _app.Read(sql => (int)sql.Scalar<long>("select count(*) from notice where person_id = @id", ("id", Id(userName))));

    private static Task Run(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
