using System.Text.Json.Nodes;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Tests.Inbox.Reminders;

/// <summary>行政许可法 第五十条: the decision on a renewal falls before the permit ends, and who is told when it does not.</summary>
public sealed class RenewalTests : IDisposable
{
    private const string Code = "registration.nonprofit";
    private const string Officer = "luxian-samr-accept";
    private const string Head = "luxian-samr-approve";
    private const string Supervisor = "luxian-health-approve";
    private const string Operator = "luxian-operator";

    /// <summary>A Friday; the sixty days of the clock would end in May.</summary>
    private static readonly DateOnly LastDay = new(2025, 3, 28);

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public RenewalTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_clock_is_due_with_its_limit_or_with_the_permit_whichever_is_earlier()
    {
        var caseId = await BeginAsync(LastDay);
        Assert.Equal(BeijingTime.EndOf(LastDay), Due(caseId));
        Assert.Equal(BeijingTime.EndOf(LastDay), Assert.Single(_cases.OpenTasks(caseId)).DueAt);
        using var client = await _app.SignInAsync(Officer);
        Assert.Contains("2025-03-28", (await client.GetPageAsync($"/cases/details/{caseId}")).QuerySelector("#clocks")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-12-31")]
    [InlineData("2025-03-06")]
    public async Task A_permit_that_ends_later_or_has_ended_already_sets_no_limit(string until)
    {
        var caseId = await BeginAsync(DateOnly.ParseExact(until, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(new DateOnly(2025, 5, 6), Deadline.From(Due(caseId)).LastDay);
    }

    [Fact]
    public async Task A_pause_does_not_move_the_day_on_which_the_permit_ends()
    {
        var caseId = await BeginAsync(LastDay);
        await _app.AsAsync<ChangeClock>(Officer, (change, token) => change.AskAsync(new ClockChangeOrder(caseId, Code, ClockChangeKind.Pause, 20, "鉴定", "", "示例：等待鉴定"), token));
        var asked = _app.Read(sql => sql.List("select id from clock_change", row => row.GetGuid(0)))[0];
        await _app.AsAsync<ChangeClock>(Head, (change, token) => change.DecideAsync(asked, true, "", token));
        Assert.Equal(BeijingTime.EndOf(LastDay), Due(caseId));
        Assert.Equal(BeijingTime.EndOf(LastDay), Assert.Single(_cases.OpenTasks(caseId)).DueAt);
    }

    [Fact]
    public async Task The_officer_is_warned_then_the_head_then_the_supervisor_and_the_end_is_put_on_record()
    {
        var caseId = await BeginAsync(LastDay);
        await PassAsync(new DateOnly(2025, 3, 14), 8);
        Assert.Equal((0, 0, 0), Warned());
        await PassAsync(new DateOnly(2025, 3, 14), 9);
        Assert.Equal((1, 0, 0), Warned());
        await PassAsync(new DateOnly(2025, 3, 21), 9);
        Assert.Equal((2, 1, 0), Warned());
        await PassAsync(new DateOnly(2025, 3, 26), 9);
        Assert.Equal((3, 2, 1), Warned());
        Assert.Equal(0, Told(Operator, "视为准予延续"));

        await PassAsync(LastDay.AddDays(1), 0);
        Assert.All([Officer, Head, Supervisor, Operator], who => Assert.Equal(1, Told(who, "依法视为准予延续")));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from timeline_entry where case_id = @c and is_automatic and sentence like '%依法视为准予延续（系统）%'", ("c", caseId))));
        Assert.Single(_cases.OpenTasks(caseId));
    }

    [Fact]
    public async Task What_is_deemed_renewed_is_not_refused_any_more()
    {
        var caseId = await BeginAsync(LastDay);
        await PassAsync(LastDay.AddDays(1), 0);
        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => _cases.DecideAsync(caseId, "decide", Officer, "Refuse", "示例：不符合条件"));
        Assert.Contains("2025-03-28", refused.Message, StringComparison.Ordinal);
        Assert.Contains("视为准予延续", refused.Message, StringComparison.Ordinal);
        await _cases.DecideAsync(caseId, "decide", Officer, "Renew");
        Assert.Empty(_cases.OpenTasks(caseId));
    }

    [Fact]
    public async Task Until_the_permit_has_ended_its_renewal_may_be_refused()
    {
        var caseId = await BeginAsync(LastDay);
        await PassAsync(LastDay, 23);
        await _cases.DecideAsync(caseId, "decide", Officer, "Refuse", "示例：不符合条件");
        Assert.Empty(_cases.OpenTasks(caseId));
    }

    [Fact]
    public async Task Nobody_is_warned_of_what_is_decided()
    {
        var caseId = await BeginAsync(LastDay);
        await _app.AsAsync<CaseClocks>(Officer, (clocks, _) =>
        {
            clocks.StopAll(caseId);
            return Task.CompletedTask;
        });
        await PassAsync(LastDay.AddDays(1), 0);
        Assert.Equal((0, 0, 0), Warned());
        Assert.Equal(0, Told(Operator, "视为准予延续"));
    }

    [Theory]
    [InlineData("start", "2025-03-28", null)]
    [InlineData("start", "三月", "许可到期日应写成")]
    [InlineData("stop", "2025-03-28", "只有开始计时")]
    public void The_setting_is_checked_before_a_definition_is_published(string operation, string until, string? problem)
    {
        var problems = ClockActivity.Problems(new Dictionary<string, string> { ["operation"] = operation, ["until"] = until }.GetValueOrDefault).ToList();
        Assert.Equal(problem is null ? 0 : 1, problems.Count);
        Assert.All(problems, p => Assert.Contains(problem!, p, StringComparison.Ordinal));
    }

    private async Task<Guid> BeginAsync(DateOnly until)
    {
        var json = new JsonObject
        {
            ["id"] = "registration-renewal",
            ["definitionId"] = "registration",
            ["name"] = "示例延续流程",
            ["version"] = 1,
            ["root"] = new JsonObject
            {
                ["id"] = "root",
                ["type"] = "Elsa.Sequence",
                ["version"] = 1,
                ["activities"] = new JsonArray(
                    Activity(ClockActivity.TypeName, "clock", ("operation", "start"), ("code", Code), ("reason", "受理"), ("until", $"{until:yyyy-MM-dd}")),
                    Activity("ToyuFlow.ApprovalTask", "decide", ("stepCode", "decide"), ("title", "示例延续决定"), ("role", "SAMR"), ("post", "accept"), ("limit", Code), ("actions", """[{"code":"Renew","label":"准予延续","tone":"primary"},{"code":"Refuse","label":"不予延续","tone":"danger"}]"""))),
            },
        };
        await _app.AsAsync<DefinitionLibrary>("luxian-system", (library, token) => library.PublishAsync(json.ToJsonString(), token));
        return await _cases.ApplyAsync(Operator, "registration");
    }

    private static JsonObject Activity(string type, string id, params (string Name, string Value)[] settings)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (name, value) in settings)
        {
            activity[name] = name == "actions" ? SigningFlow.List(value) : SigningFlow.Literal(value);
        }

        return activity;
    }

    private DateTimeOffset Due(Guid caseId) => _app.Read(sql => sql.List("select due_at from case_clock where case_id = @c and code = @code", row => row.Instant(0), ("c", caseId), ("code", Code)))[0];

    private async Task PassAsync(DateOnly day, int hour)
    {
        _app.Clock.Set(BeijingTime.StartOf(day).AddHours(hour));
        await _app.Timers.RunAsync(CancellationToken.None);
    }

    private (long Officer, long Head, long Supervisor) Warned() => (Told(Officer, "期满未作决定的，视为准予延续"), Told(Head, "期满未作决定的，视为准予延续"), Told(Supervisor, "期满未作决定的，视为准予延续"));

    private long Told(string userName, string words) => _app.Read(sql => sql.Scalar<long>(
        "select count(*) from notice n join person p on p.id = n.person_id where p.user_name = @name and n.sentence like @words", ("name", userName), ("words", $"%{words}%")));
}
