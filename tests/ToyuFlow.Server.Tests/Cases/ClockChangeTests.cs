using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Cases;

/// <summary>挂起计时 and 延期 of the decision clock of a registration.</summary>
public sealed class ClockChangeTests : IAsyncLifetime, IDisposable
{
    private const string Officer = "luxian-samr-review";
    private const string Head = "luxian-samr-approve";

    private readonly ToyuFlowApp _app = new();
    private CaseDriver _cases = null!;
    private Guid _case;
    private string _clock = "";

    public async Task InitializeAsync()
    {
        _cases = new CaseDriver(_app);
        _case = await _cases.ApplyAsync("luxian-operator", "registration");
        await _cases.DecideAsync(_case, "accept", "luxian-samr-accept", "Accept");
        _clock = _app.Read(sql => sql.Scalar<string>("select code from case_clock where case_id = @case and stopped_at is null", ("case", _case)))!;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task What_is_only_asked_changes_no_date()
    {
        var due = Due();
        await AskAsync(ClockChangeKind.Extend, 2);
        Assert.Equal(due, Due());
    }

    [Fact]
    public async Task An_extension_that_the_head_approves_adds_working_days_to_the_task()
    {
        var task = _cases.OpenTasks(_case)[0].DueAt;
        await DecideAsync(await AskAsync(ClockChangeKind.Extend, 2), true);
        Assert.Equal(2, WorkingDaysBetween(task, _cases.OpenTasks(_case)[0].DueAt));
    }

    [Fact]
    public async Task The_applicant_is_told_of_an_approved_extension_with_its_basis()
    {
        await DecideAsync(await AskAsync(ClockChangeKind.Extend, 2), true);
        Assert.Contains(_app.Read(sql => sql.List("select sentence from timeline_entry where case_id = @case and for_applicant = @yes", row => row.GetString(0), ("case", _case), ("yes", true))),
            s => s.Contains("行政许可法第四十二条", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_limit_is_extended_once()
    {
        await DecideAsync(await AskAsync(ClockChangeKind.Extend, 2), true);
        await Assert.ThrowsAsync<ConflictException>(() => AskAsync(ClockChangeKind.Extend, 2));
    }

    [Fact]
    public async Task Whoever_asked_does_not_decide()
    {
        await GivePostOfHeadAsync(Officer);
        await _app.AsAsync<ChangeClock>(Head, (change, token) => change.AskAsync(Order(ClockChangeKind.Extend, 2), token));
        await Assert.ThrowsAsync<ForbiddenException>(() => DecideAsync(Last(), true));
    }

    [Fact]
    public async Task Where_nobody_else_could_decide_nothing_is_asked()
    {
        var refused = await Assert.ThrowsAsync<ConflictException>(() => _app.AsAsync<ChangeClock>(Head, (change, token) => change.AskAsync(Order(ClockChangeKind.Extend, 2), token)));
        Assert.Contains("没有另一位负责人", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_of_a_case_that_was_decided_meanwhile_ends_without_a_word()
    {
        await PausedAsync();
        await _cases.DecideAsync(_case, "review", Officer, "Agree");
        await _cases.DecideAsync(_case, "decide", Head, "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));
        _app.Clock.Advance(TimeSpan.FromDays(10));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.DoesNotContain(_cases.Sentences(_case), s => s.Contains("恢复计时", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ClockChangeKind.Extend)]
    [InlineData(ClockChangeKind.Pause)]
    public async Task What_was_asked_of_a_clock_that_has_stopped_meanwhile_is_not_approved_but_may_be_refused(ClockChangeKind kind)
    {
        var id = await AskAsync(kind, 2);
        await _cases.DecideAsync(_case, "review", Officer, "Agree");
        await _cases.DecideAsync(_case, "decide", Head, "Approve", "", ("uscc", "91510521MA00001460"), ("licenceNumber", "示例证照1号"));
        var due = Due();
        var refused = await Assert.ThrowsAsync<ConflictException>(() => DecideAsync(id, true));
        Assert.Contains("没有在计时", refused.Message, StringComparison.Ordinal);
        await DecideAsync(id, false, "示例：已经办结");
        Assert.Equal(due, Due());
    }

    [Fact]
    public async Task An_officer_who_is_not_the_head_does_not_decide()
    {
        var id = await AskAsync(ClockChangeKind.Extend, 2);
        await Assert.ThrowsAsync<MissingException>(() => _app.AsAsync<ChangeClock>("luxian-samr-accept", (change, token) => change.DecideAsync(id, true, "", token)));
    }

    [Fact]
    public async Task A_refused_request_changes_no_date_and_needs_a_reason()
    {
        var (due, id) = (Due(), await AskAsync(ClockChangeKind.Pause, 3));
        await Assert.ThrowsAsync<InvalidInputException>(() => DecideAsync(id, false));
        await DecideAsync(id, false, "示例：不需要");
        Assert.Equal(due, Due());
    }

    [Fact]
    public async Task An_approved_pause_stops_the_clock() =>
        Assert.True(await PausedAsync());

    [Fact]
    public async Task A_pause_ends_by_itself_and_the_days_are_not_counted()
    {
        var task = _cases.OpenTasks(_case)[0].DueAt;
        await PausedAsync();
        _app.Clock.Advance(TimeSpan.FromDays(10));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Equal(3, WorkingDaysBetween(task, _cases.OpenTasks(_case)[0].DueAt));
        Assert.Contains(_cases.Sentences(_case), s => s.Contains("挂起期满，系统自动恢复", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pause_that_ends_early_costs_only_its_days()
    {
        var task = _cases.OpenTasks(_case)[0].DueAt;
        await PausedAsync();
        _app.Clock.Advance(TimeSpan.FromDays(3));
        await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.EndPauseAsync(Last(), token));
        Assert.Equal(1, WorkingDaysBetween(task, _cases.OpenTasks(_case)[0].DueAt));
    }

    [Fact]
    public async Task A_local_basis_is_named_and_marked() =>
        Assert.Contains("不属于行政许可法第四十五条", await BasisAsync(ClockBases.Local, "示例办法〔2025〕1号第三条"), StringComparison.Ordinal);

    [Fact]
    public async Task A_pause_without_a_basis_is_refused() =>
        await Assert.ThrowsAsync<InvalidInputException>(() => BasisAsync("", ""));

    [Fact]
    public async Task The_page_of_the_case_leads_to_the_request_and_the_head_decides_on_a_page()
    {
        using var officer = await _app.SignInAsync(Officer);
        var answer = await officer.PostFormAsync($"/cases/clockchange/{_case}/{_clock}", new Dictionary<string, string> { ["kind"] = "Extend", ["days"] = "2", ["reason"] = "示例理由：情况复杂" });
        Assert.Equal($"/cases/details/{_case}", answer.Headers.Location?.OriginalString);
        using var head = await _app.SignInAsync(Head);
        await head.PostFormAsync("/cases/clockchanges", new Dictionary<string, string> { ["id"] = Last().ToString(), ["agrees"] = "true" });
        Assert.Equal("Approved", _app.Read(sql => sql.Scalar<string>("select status from clock_change")));
    }

    private async Task GivePostOfHeadAsync(string user)
    {
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @id", row => row.GetGuid(0), ("id", _app.ActorOf(Head).PersonId)))[0];
        await _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(_app.ActorOf(user).PersonId!.Value, post, token));
    }

    private async Task<bool> PausedAsync()
    {
        await DecideAsync(await AskAsync(ClockChangeKind.Pause, 3), true);
        return _app.Read(sql => sql.Scalar<long>("select count(*) from case_clock where case_id = @case and code = @code and is_paused = @yes", ("case", _case), ("code", _clock), ("yes", true))) == 1;
    }

    private async Task<string> BasisAsync(string basis, string local)
    {
        await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.AskAsync(Order(ClockChangeKind.Pause, 3) with { Basis = basis, LocalBasis = local }, token));
        return _app.Read(sql => sql.Scalar<string>("select basis from clock_change"))!;
    }

    private async Task<Guid> AskAsync(ClockChangeKind kind, int days)
    {
        await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.AskAsync(Order(kind, days), token));
        return Last();
    }

    private ClockChangeOrder Order(ClockChangeKind kind, int days) => new(_case, _clock, kind, days, "鉴定", "", "示例理由：等待鉴定结论");

    private Task DecideAsync(Guid id, bool agrees, string opinion = "") => _app.AsAsync<ChangeClock>(Head, (change, token) => change.DecideAsync(id, agrees, opinion, token));

    private Guid Last() => _app.Read(sql => sql.List("select id from clock_change order by asked_at desc limit 1", row => row.GetGuid(0)))[0];

    private DateTimeOffset Due() => _app.Read(sql => sql.List("select due_at from case_clock where case_id = @case and code = @code", row => row.Instant(0), ("case", _case), ("code", _clock)))[0];

    private int WorkingDaysBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var calendar = _app.Services.GetRequiredService<WorkingCalendar>();
        var (first, last) = (Deadline.From(from).LastDay, Deadline.From(to).LastDay);
        return Enumerable.Range(1, last.DayNumber - first.DayNumber).Count(i => calendar.IsWorkingDay(first.AddDays(i)));
    }
}
