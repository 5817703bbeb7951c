using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

/// <summary>试运行: what a real case would bring, and nothing of it is kept.</summary>
public sealed class RehearsalTests(ToyuFlowApp app) : IClassFixture<ToyuFlowApp>
{
    private const string Filing = "/designer/simulate/filing";

    [Fact]
    public async Task It_shows_who_would_get_the_first_task_and_until_when()
    {
        var page = await PageAsync(Filing);
        Assert.Contains("县卫生健康局", page, StringComparison.Ordinal);
        Assert.Contains("最晚 2025-03-", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_result_leads_to_the_next_task() =>
        Assert.Contains("签发备案回执", await PageAsync($"{Filing}?c=accept:Complete"), StringComparison.Ordinal);

    [Fact]
    public async Task Played_to_its_end_it_says_so() =>
        Assert.Contains("流程走完了", await PageAsync($"{Filing}?c=accept:Complete&c=sign:Sign"), StringComparison.Ordinal);

    [Fact]
    public async Task It_goes_through_a_correction_and_back() =>
        Assert.Contains("您已补正并重新提交", await PageAsync($"{Filing}?c=accept:Correct&c=correct:Resubmit"), StringComparison.Ordinal);

    [Fact]
    public async Task A_subsidy_is_calculated_with_the_policy_of_the_county() =>
        Assert.Contains("元", (await PageAsync("/designer/simulate/operating-subsidy")).Split("<h2>金额</h2>")[1], StringComparison.Ordinal);

    [Fact]
    public async Task Time_passes_to_the_next_timer_when_nobody_acts()
    {
        var page = await PageAsync("/designer/simulate/operating-subsidy?c=review:Pass&c=financeReview:Pass&c=~");
        Assert.DoesNotContain("上一步没有办成", page, StringComparison.Ordinal);
        Assert.DoesNotContain("试运行时间 2025-03-07", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_play_is_kept()
    {
        using var administrator = await app.SignInAsync("luxian-system");
        string[] tables = ["case_file", "work_task", "workflow_instance", "notice", "outbox", "institution", "person", "definition_version", "timer", "audit_entry", "case_material", "claim"];
        var before = tables.Select(Rows).ToList();
        (await administrator.GetAsync($"{Filing}?c=accept:Complete&c=sign:Sign")).EnsureSuccessStatusCode();
        Assert.Equal(before, tables.Select(Rows));
    }

    [Fact]
    public async Task A_choice_that_no_longer_fits_is_named_and_the_play_stands_before_it()
    {
        var page = await PageAsync($"{Filing}?c=sign:Sign");
        Assert.Contains("前面的选择改变后，这一步不再出现。", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_officer_has_no_rehearsals()
    {
        using var officer = await app.SignInAsync("luxian-health-accept");
        Assert.NotEqual(HttpStatusCode.OK, (await officer.GetAsync(Filing)).StatusCode);
    }

    [Fact]
    public async Task The_command_line_plays_the_same()
    {
        var output = new StringWriter();
        var code = await app.Services.GetRequiredService<WorkflowSimulate>().RunAsync(["filing", "--tenant", ToyuFlowApp.Tenant, "--choose", "accept:Complete", "--json"], output, TextWriter.Null);
        var told = JsonNode.Parse(output.ToString())!;
        Assert.Equal((0, "sign"), (code, told["tasks"]![0]!["step"]!.GetValue<string>()));
    }

    private long Rows(string table) => app.Read(sql => sql.Scalar<long>($"select count(*) from {table}"));

    private async Task<string> PageAsync(string path)
    {
        using var administrator = await app.SignInAsync("luxian-system");
        var answer = await administrator.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
