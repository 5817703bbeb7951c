using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Calendar;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inspections;

namespace ToyuFlow.Server.Tests.Rectification;

public sealed class RectificationTests : IDisposable
{
    private const string Operator = InspectionDriver.Operator;
    private const string Fire = InspectionDriver.Inspector;

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;
    private readonly InspectionDriver _inspections;

    public RectificationTests()
    {
        _cases = new CaseDriver(_app);
        _inspections = new InspectionDriver(_app, _cases);
    }

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_visit_without_findings_ends_by_itself()
    {
        var visit = await _inspections.VisitAsync();

        await _cases.DecideAsync(visit, "visit", Fire, "Submit");

        Assert.Equal("Approved", _cases.Status(visit));
        Assert.Equal(5L, Count("visit_check where verdict = 'Pass'"));
        Assert.Equal(0L, Count("rectification"));
    }

    [Fact]
    public async Task A_finding_without_its_severity_is_refused_beside_the_field_and_nothing_is_kept()
    {
        var visit = await _inspections.VisitAsync();

        var error = await Assert.ThrowsAsync<InvalidInputException>(() => _inspections.FindAsync(visit, null));

        Assert.Equal("field-severity", Assert.Single(error.Errors).Field);
        Assert.Single(_cases.OpenTasks(visit));
        Assert.Equal(0L, Count("visit_check"));
    }

    [Theory]
    [InlineData("serious", "2025-04-08")]
    [InlineData("major", "2025-04-01")]
    [InlineData("general", "2025-04-18")]
    public async Task A_finding_orders_a_rectification_whose_limit_is_counted_in_working_days(string severity, string lastDay)
    {
        // 4 to 6 April 2025 are off for 清明.
        _app.Clock.Set(TestCalendar.At("2025-03-27 16:00"));
        var visit = await _inspections.VisitAsync();

        await _inspections.FindAsync(visit, severity);

        Assert.Equal("Approved", _cases.Status(visit));
        Assert.Empty(_cases.Incidents());
        var rectification = _inspections.CaseOfRectification();
        Assert.Equal("Accepted", _cases.Status(rectification));
        Assert.Equal(visit, _app.Read(sql => sql.Single("select parent_case_id from case_file where id = @id", row => Tuple.Create(row.GetGuid(0)), ("id", rectification)))!.Item1);
        var task = Assert.Single(_cases.OpenTasks(rectification));
        Assert.True(task.ForApplicant);
        Assert.Equal(TestCalendar.Day(lastDay), LastDay(task));
        Assert.Equal("托育责改〔2025〕0001号", _app.Read(sql => sql.Scalar<string>("select notice_number from rectification")));
        Assert.Equal(2L, Count("inspection_finding where closed_at is null"));
    }

    [Fact]
    public async Task The_operators_are_reminded_on_working_days_before_and_after_the_deadline()
    {
        _app.Clock.Set(TestCalendar.At("2025-03-27 16:00"));
        await _inspections.FindAsync(await _inspections.VisitAsync(), "serious");
        var person = _app.ActorOf(Operator).PersonId;
        long Reminders() => _app.Read(sql => sql.Scalar<long>("select count(*) from notice where person_id = @p and sentence like '%请及时办理%'", ("p", person)));

        // Due on Tuesday 8 April: three working days before is Wednesday 2 April, the day after is Wednesday 9 April.
        var seen = new List<(string Day, long Sent)>();
        foreach (var day in new[] { "2025-04-01", "2025-04-02", "2025-04-03", "2025-04-05", "2025-04-07", "2025-04-08", "2025-04-09", "2025-04-10" })
        {
            _app.Clock.Set(TestCalendar.At(day + " 09:00"));
            var before = Reminders();
            await _app.Timers.RunAsync(CancellationToken.None);
            seen.Add((day, Reminders() - before));
        }

        Assert.Equal(["2025-04-02", "2025-04-07", "2025-04-08", "2025-04-09"], seen.Where(s => s.Sent == 1).Select(s => s.Day));
        Assert.All(seen, s => Assert.InRange(s.Sent, 0, 1));
    }

    [Fact]
    public async Task A_re_check_that_passes_closes_the_rectification_and_its_findings()
    {
        await _inspections.FindAsync(await _inspections.VisitAsync(), "serious");
        var rectification = _inspections.CaseOfRectification();

        await _inspections.SubmitAsync(rectification);
        Assert.Equal("Submitted", State());
        await _cases.DecideAsync(rectification, "recheck", Fire, "Pass");

        Assert.Equal("Closed", State());
        Assert.Equal("Approved", _cases.Status(rectification));
        Assert.Equal(0L, Count("inspection_finding where closed_at is null"));
        Assert.Equal(0L, Count("timer where kind = 'bookmark'"));
        Assert.Empty(_cases.Incidents());
    }

    [Fact]
    public async Task A_failed_re_check_gives_a_new_deadline_and_a_second_one_goes_to_the_lead_department()
    {
        await _inspections.FindAsync(await _inspections.VisitAsync(), "major");
        var rectification = _inspections.CaseOfRectification();
        await _inspections.SubmitAsync(rectification);
        _app.Clock.Set(TestCalendar.At("2025-03-11 10:00"));
        await _cases.DecideAsync(rectification, "recheck", Fire, "Fail", "灭火器仍过期");
        Assert.Equal(TestCalendar.Day("2025-03-14"), LastDay(Assert.Single(_cases.OpenTasks(rectification))));

        await _inspections.SubmitAsync(rectification);
        await _cases.DecideAsync(rectification, "recheck", Fire, "Fail", "灭火器仍过期");

        Assert.Equal("Supervised", State());
        await _cases.DecideAsync(rectification, "supervise", "luxian-health-approve", "Urge", "", ("newDue", "2025-03-20"));
        Assert.Equal(TestCalendar.Day("2025-03-20"), LastDay(Assert.Single(_cases.OpenTasks(rectification))));
        Assert.Empty(_cases.Incidents());
    }

    [Fact]
    public async Task An_extension_is_asked_for_once_and_granted_with_a_later_day()
    {
        await _inspections.FindAsync(await _inspections.VisitAsync(), "serious");
        var rectification = _inspections.CaseOfRectification();
        await _cases.DecideAsync(rectification, "rectify", Operator, "Extend", "配件到货要时间");
        var error = await Assert.ThrowsAsync<InvalidInputException>(() =>
            _cases.DecideAsync(rectification, "extension", Fire, "Agree", "", ("newDue", "2025-03-18")));
        Assert.Equal("field-newDue", Assert.Single(error.Errors).Field);

        await _cases.DecideAsync(rectification, "extension", Fire, "Agree", "", ("newDue", "2025-03-28"));

        var task = Assert.Single(_cases.OpenTasks(rectification));
        Assert.Equal(TestCalendar.Day("2025-03-28"), LastDay(task));
        await Assert.ThrowsAsync<InvalidInputException>(() => _cases.DecideAsync(rectification, "rectify", Operator, "Extend", "再延"));
        Assert.Equal(TestCalendar.Day("2025-03-18"), _app.Read(sql => BeijingTime.DateOf(sql.Single("select notice_due_at from rectification", row => Tuple.Create(row.Instant(0)))!.Item1.AddTicks(-1))));
    }

    [Fact]
    public async Task When_the_deadline_passes_the_lead_department_steps_in_and_the_institution_may_still_submit()
    {
        await _inspections.FindAsync(await _inspections.VisitAsync(), "major");
        var rectification = _inspections.CaseOfRectification();
        _app.Clock.Set(TestCalendar.At("2025-03-13 00:00"));
        await _app.Timers.RunAsync(CancellationToken.None);

        Assert.Equal("Supervised", State());
        Assert.Equal(["rectify", "supervise"], _cases.OpenTasks(rectification).Select(t => t.StepCode));
        await _inspections.SubmitAsync(rectification);
        Assert.Equal(["recheck"], _cases.OpenTasks(rectification).Select(t => t.StepCode));
        Assert.Empty(_cases.Incidents());
    }

    [Fact]
    public async Task The_lead_department_refers_an_overdue_rectification_and_the_findings_stay_open()
    {
        await _inspections.FindAsync(await _inspections.VisitAsync(), "major");
        var rectification = _inspections.CaseOfRectification();
        _app.Clock.Set(TestCalendar.At("2025-03-13 00:00"));
        await _app.Timers.RunAsync(CancellationToken.None);

        await _cases.DecideAsync(rectification, "supervise", "luxian-health-approve", "Refer", "逾期不改，移送处理");

        Assert.Equal("Referred", State());
        Assert.Equal("Refused", _cases.Status(rectification));
        Assert.Empty(_cases.OpenTasks(rectification));
        Assert.Equal(2L, Count("inspection_finding where closed_at is null"));
    }

    [Fact]
    public async Task The_lead_department_sets_an_overdue_rectification_a_new_deadline()
    {
        await _inspections.FindAsync(await _inspections.VisitAsync(), "major");
        var rectification = _inspections.CaseOfRectification();
        _app.Clock.Set(TestCalendar.At("2025-03-13 00:00"));
        await _app.Timers.RunAsync(CancellationToken.None);

        await _cases.DecideAsync(rectification, "supervise", "luxian-health-approve", "Urge", "", ("newDue", "2025-03-21"));

        var task = Assert.Single(_cases.OpenTasks(rectification));
        Assert.Equal(("rectify", TestCalendar.Day("2025-03-21")), (task.StepCode, LastDay(task)));
        Assert.Equal("Open", State());
    }

    private string State() => _app.Read(sql => sql.Scalar<string>("select state from rectification"))!;

    private long Count(string what) => _app.Read(sql => sql.Scalar<long>($"select count(*) from {what}"));

    private static DateOnly LastDay(OpenTask task) => BeijingTime.DateOf(task.DueAt.AddTicks(-1));
}
