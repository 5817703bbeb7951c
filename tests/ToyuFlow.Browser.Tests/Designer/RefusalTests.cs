using Microsoft.Playwright;
using ToyuFlow.Server.Commands;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Browser.Tests.Designer;

/// <summary>Whatever refuses or fails: the person reads it in Chinese, the work stays on the canvas, and Studio lives.</summary>
[Collection("Studio")]
public sealed class RefusalTests(Chromium.Browser browser) : IClassFixture<Chromium.Browser>
{
    private const string Save = "**/elsa/api/workflow-definitions";

    [Fact]
    public async Task Refusals_and_faults_are_told_and_the_work_is_kept()
    {
        using var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        await using var studio = await StudioPage.SignInAsync(browser, app.ClientOptions.BaseAddress, "luxian-system");
        await studio.OpenAsync("/designer/definitions/filing");
        await studio.SelectAsync("accept");
        await studio.SavedAsync(() => studio.FillAsync("任务标题", "示例核对一"));
        Assert.Equal("示例核对一", Title(app));

        await FailAsync(studio, "服务器暂时无法处理", route => route.FulfillAsync(new() { Status = 500, Body = "boom" }));
        await FailAsync(studio, "没有做这件事的权限", route => route.FulfillAsync(new() { Status = 403, Body = "{}" }));
        await FailAsync(studio, "网络中断", route => route.AbortAsync());
        await studio.SavedAsync(() => studio.FillAsync("任务标题", "示例核对二"));
        Assert.Equal("示例核对二", Title(app));

        await SignInAgainAsync(studio);
        Assert.Equal("示例核对三", Title(app));

        await SaveMeanwhileAsync(app);
        await studio.FillAsync("任务标题", "示例核对四");
        await studio.FaultSaysAsync("测试系统管理员二刚刚");
        Assert.Equal("示例核对四", await studio.ValueAsync("任务标题"));
        Assert.True(await studio.IsAliveAsync());
        await studio.SeeAsync("50-conflict");
        Assert.Empty(studio.Outside);
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_nothing_that_changes()
    {
        using var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        await using var studio = await StudioPage.SignInAsync(browser, app.ClientOptions.BaseAddress, "luxian-audit");
        await studio.OpenAsync("/designer/definitions/filing");
        await studio.SelectAsync("accept");
        await studio.RestAsync();
        await studio.SeeAsync("51-read-only");
        foreach (var words in new[] { "保存", "发布", "导入", "运行", "测试" })
        {
            Assert.Equal(0, await studio.Page.Locator("elsa-workflow-definition-editor button:visible", new() { HasText = words }).CountAsync());
        }

        Assert.Equal(0, await studio.Page.Locator("elsa-workflow-definition-editor button.mud-icon-button.mud-primary-text:visible").CountAsync());
        Assert.True(await studio.IsAliveAsync());
        Assert.Empty(studio.Complaints);
    }

    private static async Task FailAsync(StudioPage studio, string message, Func<IRoute, Task> fail)
    {
        await studio.Page.RouteAsync(Save, fail);
        await studio.FillAsync("任务标题", $"示例：{message}");
        await studio.FaultSaysAsync(message);
        Assert.Equal($"示例：{message}", await studio.ValueAsync("任务标题"));
        Assert.True(await studio.IsAliveAsync());
        await studio.Page.UnrouteAsync(Save);
        await studio.Page.ClickAsync("#st-faults-close");
    }

    /// <summary>The sign-in expires while somebody works: they sign in on the same page, and what they did is saved.</summary>
    private static async Task SignInAgainAsync(StudioPage studio)
    {
        await studio.Page.Context.ClearCookiesAsync();
        await studio.FillAsync("任务标题", "示例核对三");
        var frame = studio.Page.FrameLocator("#st-sign-in iframe");
        await frame.Locator("#field-userName").FillAsync("luxian-system");
        await frame.Locator("#field-password").FillAsync(Demo.Password);
        await studio.SeeAsync("50-sign-in-again");
        await studio.SavedAsync(() => frame.Locator("form[method=post] button[type=submit].btn-primary").ClickAsync());
    }

    private static Task<DefinitionVersion> SaveMeanwhileAsync(ToyuFlowApp app) => app.AsAsync<DefinitionDesk, DefinitionVersion>("luxian-system2", (desk, token) =>
    {
        var row = app.Services.GetService(typeof(DefinitionReader)) as DefinitionReader;
        var model = DefinitionAnswers.Full(row!.Find(ToyuFlowApp.Tenant, "filing", "Latest")!, mayEdit: true);
        model["description"] = "别人同时改的说明";
        return desk.SaveAsync(new DraftSave(model, null, "another"), token);
    });

    private static string? Title(ToyuFlowApp app) => app.Read(sql => sql.Scalar<string>(
        "select json from definition_version where definition_id = 'filing' and is_latest = @yes", ("yes", true))) is { } json
        ? System.Text.Json.Nodes.JsonNode.Parse(json)!["root"]!["activities"]!.AsArray().Single(a => a!["id"]!.ToString() == "accept")!["title"]!["expression"]!["value"]!.ToString()
        : null;
}
