using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Tests.Calendar;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inspections;

public sealed class PlanTests : IDisposable
{
    private static readonly string[] Roles = ["EMERG", "FIRE", "PSB", "SAMR"];

    private readonly ToyuFlowApp _app = new();
    private readonly CaseDriver _cases;

    public PlanTests() => _cases = new CaseDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_active_institution_is_visited_by_every_role_of_the_programme()
    {
        await _app.FileAsync("示例·青苹果托育园");
        await _app.FileAsync("示例·红苹果托育园");

        await MakeAsync();

        var visits = Visits();
        Assert.Equal(8, visits.Count);
        Assert.All(visits.GroupBy(v => v.Institution), g => Assert.Equal(Roles, g.Select(v => v.Role).Order()));
        Assert.Empty(_cases.Incidents());
        var task = Assert.Single(_cases.OpenTasks(visits.First(v => v is { Institution: "示例·红苹果托育园", Role: "FIRE" }).CaseId));
        Assert.Equal("季度全覆盖综合督查 2025年第1季度（消防救援）", task.Title);
        Assert.Equal(TestCalendar.Day("2025-03-31"), BeijingTime.DateOf(task.DueAt.AddTicks(-1)));
    }

    [Fact]
    public async Task Institutions_that_are_not_on_file_are_left_out()
    {
        await MakeAsync();

        Assert.Empty(Visits());
        Assert.Equal(1, Count("inspection_plan"));
    }

    [Fact]
    public async Task Eight_runs_at_once_and_one_after_a_restart_make_each_visit_once()
    {
        var directory = DemoData.Copy();
        using (var first = new ToyuFlowApp(directory))
        {
            await first.FileAsync("示例·青苹果托育园");
            await first.FileAsync("示例·红苹果托育园");
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => MakeAsync(first))));
        }

        using var second = new ToyuFlowApp(directory);
        var said = await MakeAsync(second);

        Assert.Contains("季度全覆盖综合督查：2025年第1季度没有变化", said, StringComparison.Ordinal);
        Assert.Equal(1L, second.Read(sql => sql.Scalar<long>("select count(*) from inspection_plan")));
        Assert.Equal(8L, second.Read(sql => sql.Scalar<long>("select count(*) from inspection_visit")));
        Assert.Equal(8L, second.Read(sql => sql.Scalar<long>("select count(*) from case_file where matter_code = 'inspection'")));
        Assert.Equal(8L, second.Read(sql => sql.Scalar<long>("select count(*) from work_task where status = 'Open' and step_code = 'visit'")));
    }

    [Fact]
    public async Task An_institution_filed_in_the_middle_of_the_quarter_enters_with_the_next_run()
    {
        await _app.FileAsync("示例·青苹果托育园");
        await MakeAsync();
        _app.Clock.Set(TestCalendar.At("2025-03-20 09:00"));
        await _app.FileAsync("示例·红苹果托育园");

        var said = await MakeAsync();

        Assert.Contains("增加检查 4 次", said, StringComparison.Ordinal);
        Assert.Equal(4, Visits().Count(v => v.Institution == "示例·红苹果托育园"));
        Assert.Equal(1, Count("inspection_plan"));
    }

    [Fact]
    public async Task The_next_quarter_begins_on_its_first_working_day()
    {
        await _app.FileAsync("示例·青苹果托育园");
        _app.Clock.Set(TestCalendar.At("2025-10-01 08:00"));
        Assert.Contains("2025年第4季度从第一个工作日开始", await MakeAsync(), StringComparison.Ordinal);
        Assert.Empty(Visits());

        _app.Clock.Set(TestCalendar.At("2025-10-09 07:30"));
        await MakeAsync();
        Assert.Equal("2025-Q4", _app.Read(sql => sql.Scalar<string>("select period from inspection_plan")));
        Assert.Equal(4, Visits().Count);
    }

    [Fact]
    public async Task A_programme_whose_document_leaves_something_open_is_not_begun_and_says_what_is_missing()
    {
        await _app.FileAsync("示例·青苹果托育园");

        Assert.Contains("年度检查（年检）：未启用，年检时间没有规定", await MakeAsync(), StringComparison.Ordinal);
        Assert.Equal(0L, _app.Read(sql => sql.Scalar<long>("select count(*) from inspection_plan where programme_code = 'annual'")));
    }

    [Fact]
    public async Task Coverage_counts_what_is_done_and_what_is_missing_is_reported_once_at_the_quarters_end()
    {
        await _app.FileAsync("示例·青苹果托育园");
        await MakeAsync();
        await _cases.DecideAsync(Visits().First(v => v.Role == "FIRE").CaseId, "visit", "luxian-fire-inspect", "Submit");
        await _cases.DecideAsync(Visits().First(v => v.Role == "PSB").CaseId, "visit", "luxian-psb-inspect", "Submit");
        var plan = Assert.Single(_app.Services.GetRequiredService<InspectionQuery>().Plans(ToyuFlowApp.Tenant));
        Assert.Equal(new VisitCount(4, 2, 0), plan.Of(_ => true));
        Assert.Equal(new VisitCount(1, 1, 0), plan.Roles.Single(r => r.Role == "FIRE").Count);

        Assert.Equal("没有到期未完成的检查计划。", await ReportAsync());
        _app.Clock.Set(TestCalendar.At("2025-03-31 15:00"));
        Assert.Contains("还有 2 次检查没有完成", await ReportAsync(), StringComparison.Ordinal);
        Assert.Equal("没有到期未完成的检查计划。", await ReportAsync());
        var lead = _app.ActorOf("luxian-health-approve").PersonId;
        Assert.Equal(1L, _app.Read(sql => sql.Scalar<long>("select count(*) from notice where person_id = @p and sentence like '%还有 2 次检查没有完成%'", ("p", lead))));
    }

    private Task<string> MakeAsync() => MakeAsync(_app);

    private static async Task<string> MakeAsync(ToyuFlowApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MakePlansJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None);
    }

    private async Task<string> ReportAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CoverageJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None);
    }

    private List<PlannedVisit> Visits() => _app.Read(sql => sql.List(
        "select i.name, v.role, v.case_id from inspection_visit v join institution i on i.id = v.institution_id order by i.name, v.role",
        row => new PlannedVisit(row.GetString(0), row.GetString(1), row.GetGuid(2))));

    private long Count(string table) => _app.Read(sql => sql.Scalar<long>($"select count(*) from {table}"));

    private sealed record PlannedVisit(string Institution, string Role, Guid CaseId);
}
