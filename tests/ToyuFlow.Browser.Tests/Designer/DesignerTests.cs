using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ToyuFlow.Browser.Tests.Chromium;
using ToyuFlow.Server.Tests.Hosting;
using Xunit.Abstractions;

namespace ToyuFlow.Browser.Tests.Designer;

/// <summary>Two administrators change a county's filing in the real Elsa Studio, and an officer works by it.</summary>
[Collection("Studio")]
public sealed class DesignerTests(Chromium.Browser browser, ITestOutputHelper output) : IClassFixture<Chromium.Browser>
{
    /// <summary>
    /// Whether the box of the step that comes next bears the count of its runs. The list beside it draws only the rows in sight, so that it says
    /// nothing of a row below them.
    /// </summary>
    private const string Counted =
        "() => [...document.querySelectorAll(\".x6-node[data-cell-id='sign'] *\")].some(e => !e.childElementCount && e.textContent.trim() === '1')";

    [Fact]
    public async Task A_step_is_added_in_the_designer_and_an_officer_finds_and_completes_it()
    {
        using var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        var address = app.ClientOptions.BaseAddress;
        var cases = new CaseDriver(app);
        await cases.RegisterAsync("luxian-operator");
        await using var studio = await StudioPage.SignInAsync(browser, address, "luxian-system");
        await studio.OpenAsync("/designer/definitions/filing");
        output.WriteLine("open");
        await studio.SeeAsync("40-designer");

        var step = await AddStepAsync(studio);
        output.WriteLine("drawn");
        await RefuseToPublishAsync(studio, step);
        await FillAsync(studio, step);
        output.WriteLine("filled");
        var asked = await studio.PublishAsync();
        Assert.Equal(400, asked.Status);
        await studio.FaultSaysAsync("另一名管理员");
        await studio.SeeAsync("42-designer-four-eyes");

        await using (var second = await StudioPage.SignInAsync(browser, address, "luxian-system2"))
        {
            await second.GoAsync("/designer");
            await second.ClickThroughAsync(second.Page.Locator("a[href^='/designer/review/']"));
            await second.SeeAsync("43-review");
            await second.Page.ClickAsync("details[data-confirm] > summary.btn-outline-primary");
            await second.ClickThroughAsync(second.Page.Locator("form[action*='handler=Approve'] button[type=submit]"));
        }

        output.WriteLine("published");
        var caseId = await cases.ApplyAsync("luxian-operator", "filing");
        await cases.DecideAsync(caseId, "accept", "luxian-health-accept", "Complete");
        var instance = app.Read(sql => sql.List("select id from workflow_instance where case_id = @case", row => row.GetGuid(0), ("case", caseId)))[0];
        await studio.OpenAsync($"/designer/instances/{instance}");
        await studio.Page.WaitForSelectorAsync($".x6-node[data-cell-id='{step}']");
        await studio.Page.WaitForFunctionAsync(Counted.Replace("'sign'", $"'{step}'", StringComparison.Ordinal));
        Assert.False(await studio.Page.EvaluateAsync<bool>(Counted));
        await using (var officer = await Person.SignInAsync(browser, address, "luxian-health-review", new Pictures()))
        {
            await officer.DecideAsync("示例复核", "通过", "材料真实，同意。");
        }

        // Nobody reloads the viewer: the server tells it.
        await studio.Page.WaitForFunctionAsync(Counted);
        output.WriteLine("live");
        await studio.SeeAsync("44-watched");
        Assert.Equal("sign", Assert.Single(cases.OpenTasks(caseId)).StepCode);
        output.WriteLine("watched");

        await ImportAndRollBackAsync(studio, app);
        Assert.Empty(studio.Complaints);
        Assert.Empty(studio.Outside);
    }

    private static async Task<string> AddStepAsync(StudioPage studio)
    {
        string step = "";
        await studio.SavedAsync(async () => step = await studio.DropAsync("托育审批", "人工审批", 330, 340));
        await studio.ZoomToFitAsync();
        await studio.DisconnectAsync("accept", "材料齐全，提请出具回执", "sign");
        await studio.ConnectAsync("accept", "材料齐全，提请出具回执", step);
        await studio.ConnectAsync(step, "通过", "sign");
        await studio.ConnectAsync(step, "退回", "accept");
        return step;
    }

    /// <summary>A step without title and role is a bad flow: said in Chinese, with the step selected, the draft kept.</summary>
    private static async Task RefuseToPublishAsync(StudioPage studio, string step)
    {
        Assert.Equal(400, (await studio.PublishAsync()).Status);
        await studio.FaultSaysAsync("任务标题");
        Assert.StartsWith("已保存", await studio.Page.Locator("#st-saved.st-good").InnerTextAsync(), StringComparison.Ordinal);
        await studio.Page.WaitForSelectorAsync($".x6-node-selected[data-cell-id='{step}'], [data-cell-id='{step}'].st-wrong");
        await studio.SeeAsync("41-designer-refused");
    }

    private static async Task FillAsync(StudioPage studio, string step)
    {
        await studio.SelectAsync(step);
        await studio.SavedAsync(() => studio.FillAsync("任务标题", "示例复核"));
        await studio.SavedAsync(() => studio.ChooseAsync("承办角色", "县卫生健康局"));
        await studio.SavedAsync(() => studio.ChooseAsync("岗位", "审核"));
        await studio.SavedAsync(() => studio.ChooseAsync("办理时限", "固定 5 个工作日"));
    }

    /// <summary>What was exported is brought in again, and nothing is different; then the first version becomes the draft.</summary>
    private static async Task ImportAndRollBackAsync(StudioPage studio, ToyuFlowApp app)
    {
        var page = studio.Page;
        await studio.OpenAsync("/designer/definitions/filing");
        await studio.OpenMenuAsync("导出");
        await studio.Entry("导出").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".mud-dialog button", new() { HasText = "导出" }).ClickAsync());
        Assert.Equal("filing-v2.json", download.SuggestedFilename);
        var before = Root(app, 2);
        await studio.OpenMenuAsync("导入");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => studio.Entry("导入").ClickAsync());
        var file = new FilePayload { Name = download.SuggestedFilename, MimeType = "application/json", Buffer = await File.ReadAllBytesAsync(await download.PathAsync()) };
        var imported = await page.RunAndWaitForResponseAsync(
            () => chooser.SetFilesAsync(file), r => r.Url.EndsWith("/workflow-definitions/import", StringComparison.Ordinal));
        Assert.Equal(200, imported.Status);
        Assert.True(JsonNode.DeepEquals(before, Root(app, Latest(app))));

        await studio.OpenAsync("/designer/definitions/filing");
        await studio.TabAsync("版本记录");
        await studio.SeeAsync("49-versions");
        await page.Locator("tr", new() { HasText = "2025/3/7" }).Last.Locator("button").Last.ClickAsync();
        var reverted = await page.RunAndWaitForResponseAsync(
            () => studio.Entry("恢复到这个版本").ClickAsync(), r => r.Url.Contains("/revert/1", StringComparison.Ordinal));
        Assert.Equal(200, reverted.Status);
        Assert.True(JsonNode.DeepEquals(Root(app, 1), Root(app, Latest(app))));
        Assert.True(await studio.IsAliveAsync());
    }

    private static int Latest(ToyuFlowApp app) => app.Read(sql => sql.Scalar<int>("select version from definition_version where definition_id = 'filing' and is_latest = @yes", ("yes", true)));

    private static JsonNode? Root(ToyuFlowApp app, int version) =>
        JsonNode.Parse(app.Read(sql => sql.Scalar<string>("select json from definition_version where definition_id = 'filing' and version = @version", ("version", version)))!)!["root"];
}
