using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Inbox.Reminders;

/// <summary>A task that stays undone: first its officers are reminded, then the head of the unit hears of it, then the supervisor.</summary>
public sealed class EscalationTests : IDisposable
{
    private const string Officer = "luxian-samr-accept";
    private const string Head = "luxian-samr-approve";

    /// <summary>The approving post of the unit in the lead.</summary>
    private const string Lead = "luxian-health-approve";

    private readonly ToyuFlowApp _app = new();
    private readonly SigningFlow _flow;

    public EscalationTests() => _flow = new SigningFlow(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Each_day_tells_whom_the_step_says_and_the_last_is_the_last()
    {
        // Handed in on Friday 7 March with five working days: the last day is Friday 14 March.
        await _flow.BeginAsync(("reminders", SigningFlow.List("""{"days":[-2,0,1],"every":2,"most":2,"head":1,"supervisor":3}""")));
        Assert.Equal(
            [
                "2025-03-12 officer", "2025-03-14 officer", "2025-03-17 officer head", "2025-03-19 officer head lead", "2025-03-21 officer head lead",
            ],
            await DaysAsync(30));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from timer where kind = @kind", ("kind", ReminderDays.Timer))));
    }

    [Fact]
    public async Task A_step_that_says_nothing_reminds_on_the_days_of_the_county_and_then_every_second_working_day()
    {
        await _flow.BeginAsync();
        Assert.Equal(
            [
                "2025-03-11 officer", "2025-03-13 officer", "2025-03-14 officer", "2025-03-17 officer head", "2025-03-19 officer head lead", "2025-03-21 officer head lead",
                "2025-03-25 officer head lead", "2025-03-27 officer head lead", "2025-03-31 officer head lead",
            ],
            await DaysAsync(40));
    }

    [Fact]
    public async Task Who_holds_the_supervising_post_of_the_lead_unit_is_the_supervisor()
    {
        await _app.AsAsync<StaffRegister>("luxian-system", async (staff, token) =>
        {
            var unit = _app.Read(sql => sql.Single("select unit_id from unit_role where role_id = 'HEALTH'", row => Tuple.Create(row.GetGuid(0))))!.Item1;
            await staff.EnsurePostAsync(unit, "supervise", "督办岗", token);
        });
        var post = _app.Read(sql => sql.Single("select id from post where code = 'supervise'", row => Tuple.Create(row.GetGuid(0))))!.Item1;
        await _app.AsAsync<StaffRegister>("luxian-security", (staff, token) => staff.GivePostAsync(Id("luxian-health-review"), post, token));
        await _flow.BeginAsync(("reminders", SigningFlow.List("""{"days":[1],"every":0,"head":1,"supervisor":1}""")));
        await DaysAsync(12);
        Assert.Equal((1, 1, 0), (Told("luxian-health-review"), Told(Head), Told(Lead)));
    }

    [Fact]
    public async Task What_was_missed_while_the_server_was_down_is_one_reminder_and_the_case_says_that_the_system_reported_it()
    {
        var caseId = await _flow.BeginAsync();
        _app.Clock.Set(new DateTimeOffset(2025, 3, 20, 4, 0, 0, TimeSpan.Zero));
        await _app.Timers.RunAsync(CancellationToken.None);
        Assert.Equal(1, Told(Officer));
        _app.Clock.Set(new DateTimeOffset(2025, 3, 21, 4, 0, 0, TimeSpan.Zero));
        await _app.Timers.RunAsync(CancellationToken.None);
        var sentence = Assert.Single(_flow.Cases.Sentences(caseId), s => s.Contains("自动上报单位负责人", StringComparison.Ordinal));
        Assert.EndsWith("（系统）", sentence, StringComparison.Ordinal);
        Assert.Contains("督办人员", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_somebody_completed_reminds_nobody()
    {
        var caseId = await _flow.BeginAsync(SigningFlow.First(1));
        await _flow.SignAsync(caseId, Officer);
        Assert.Empty(await DaysAsync(30));
    }

    [Theory]
    [InlineData("""{"every":-1}""")]
    [InlineData("""{"head":3,"supervisor":1}""")]
    [InlineData("""{"days":"soon"}""")]
    public async Task A_rule_that_cannot_be_is_not_published(string rule) =>
        await Assert.ThrowsAsync<InvalidInputException>(() => _flow.PublishAsync(("reminders", SigningFlow.List(rule))));

    /// <summary>Lets days pass, each with a sweep at noon: who was told something on which.</summary>
    private async Task<List<string>> DaysAsync(int days)
    {
        (string User, string Name)[] people = [(Officer, "officer"), (Head, "head"), (Lead, "lead")];
        var told = new List<string>();
        var noon = new DateTimeOffset(2025, 3, 7, 4, 0, 0, TimeSpan.Zero);
        for (var day = 0; day < days; day++)
        {
            var before = people.Select(p => Told(p.User)).ToList();
            _app.Clock.Set(noon.AddDays(day));
            await _app.Timers.RunAsync(CancellationToken.None);
            if (string.Join(' ', people.Where((p, i) => Told(p.User) > before[i]).Select(p => p.Name)) is { Length: > 0 } names)
            {
                told.Add($"{noon.AddDays(day):yyyy-MM-dd} {names}");
            }
        }

        return told;
    }

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private int Told(string userName) => (int)_app.Read(sql => sql.Scalar<long>(
        "select count(*) from notice where person_id = @id and sentence like '%示例签办%' and sentence not like '%等您办理%'", ("id", Id(userName))));
}
