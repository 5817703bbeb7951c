using System.Net;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inspections;

namespace ToyuFlow.Server.Tests.Rectification;

public sealed class RectificationPagesTests : IAsyncLifetime, IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private string _id = "";
    private string _plan = "";

    public async Task InitializeAsync()
    {
        var driver = new InspectionDriver(_app, new CaseDriver(_app));
        await driver.FindAsync(await driver.VisitAsync(), "serious");
        _id = driver.One("select id from rectification").ToString();
        _plan = driver.One("select id from inspection_plan").ToString();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("luxian-fire-inspect", "消防救援")]
    [InlineData("luxian-health-approve", "消防救援")]
    [InlineData("luxian-psb-inspect", "公安")]
    public async Task A_department_sees_the_coverage_of_its_visits(string officer, string role)
    {
        using var client = await _app.SignInAsync(officer);

        Assert.Contains(role, (await client.GetPageAsync("/inspections")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(InspectionDriver.Institution, (await client.GetPageAsync($"/inspections/plan/{_plan}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lead_department_sees_all_roles_and_another_only_its_own()
    {
        using var lead = await _app.SignInAsync("luxian-health-approve");
        var all = (await lead.GetPageAsync($"/inspections/plan/{_plan}")).QuerySelectorAll("tbody tr");
        using var police = await _app.SignInAsync("luxian-psb-inspect");
        var own = (await police.GetPageAsync($"/inspections/plan/{_plan}")).QuerySelectorAll("tbody tr");

        Assert.Equal(4, all.Length);
        Assert.Contains("楼梯口堆放杂物", all.Single(r => r.TextContent.Contains("消防救援", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Contains("公安", Assert.Single(own).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("luxian-operator")]
    [InlineData("luxian-fire-inspect")]
    [InlineData("luxian-health-approve")]
    public async Task Who_has_to_do_with_it_finds_the_rectification_and_its_notice(string person)
    {
        using var client = await _app.SignInAsync(person);

        Assert.Contains(InspectionDriver.Institution, (await client.GetPageAsync("/rectification")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("楼梯口堆放杂物", (await client.GetPageAsync($"/rectification/details/{_id}")).Body!.TextContent, StringComparison.Ordinal);
        var notice = (await client.GetPageAsync($"/rectification/notice/{_id}")).QuerySelector(".tf-sheet")!.TextContent;
        Assert.Contains("责令限期整改通知书", notice, StringComparison.Ordinal);
        Assert.Contains("托育责改〔2025〕0001号", notice, StringComparison.Ordinal);
        Assert.Contains("2025年3月18日前整改完毕", notice, StringComparison.Ordinal);
        Assert.Contains("县消防救援大队", notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("luxian-operator2")]
    [InlineData("luxian-psb-inspect")]
    public async Task Nobody_else_sees_it(string person)
    {
        using var client = await _app.SignInAsync(person);

        Assert.DoesNotContain(InspectionDriver.Institution, (await client.GetPageAsync("/rectification?filter=all")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/rectification/details/{_id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/rectification/notice/{_id}")).StatusCode);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_state_and_words()
    {
        using var client = await _app.SignInAsync("luxian-fire-inspect");

        Assert.Null((await client.GetPageAsync("/rectification?filter=overdue")).QuerySelector("tbody"));
        Assert.Null((await client.GetPageAsync("/rectification?filter=open&q=没有这家")).QuerySelector("tbody"));
        _app.Clock.Advance(TimeSpan.FromDays(30));
        using var later = await _app.SignInAsync("luxian-fire-inspect");
        Assert.NotNull((await later.GetPageAsync("/rectification?filter=overdue&q=0001")).QuerySelector("tbody"));
    }
}
