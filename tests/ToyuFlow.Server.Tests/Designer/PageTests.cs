using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed class PageTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task The_page_tells_what_is_in_force_what_is_drafted_and_what_still_runs_on_old_versions()
    {
        var cases = new CaseDriver(_app);
        await cases.ApplyAsync("luxian-operator", "registration");
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        var model = await studio.DefinitionAsync("registration");
        model["description"] = "第二版";
        await studio.SaveRefusedAsync(model, publish: true);
        Assert.Equal(["第 1 版", "第 2 版", "第 1 版：1 件"], await RowAsync(studio, "registration"));
        using var second = await StudioClient.SignInAsync(_app, "luxian-system2");
        var request = _app.Read(sql => sql.Scalar<string>("select id from publish_request where decision = 'Open'"));
        await second.Http.PostFormAsync($"/designer/review/{request}", new Dictionary<string, string>(), $"/designer/review/{request}?handler=Approve");
        Assert.Equal(["第 2 版", "—", "第 1 版：1 件 迁移"], await RowAsync(studio, "registration"));
        using var migration = await studio.Http.GetPageAsync("/workflows/migration/registration");
        Assert.Contains("1 个可以迁移", migration.Body!.TextContent, StringComparison.Ordinal);

        using var audit = await _app.SignInAsync("luxian-audit");
        using var seen = await audit.GetPageAsync("/designer");
        Assert.Empty(seen.QuerySelectorAll("a[href*='/workflows/']"));
        foreach (var href in seen.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")!))
        {
            using var page = await audit.GetAsync(href);
            Assert.True(page.StatusCode == HttpStatusCode.OK, href);
        }
    }

    [Fact]
    public async Task A_new_definition_is_made_from_one_that_is_there()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        using var made = await studio.Http.PostFormAsync("/designer", new Dictionary<string, string> { ["template"] = "filing", ["name"] = "示例备案" }, "/designer?handler=Copy");
        var id = made.Headers.Location!.ToString().Split('/')[^1];
        var (before, copy) = (await studio.DefinitionAsync("filing"), await studio.DefinitionAsync(id));
        Assert.Equal("示例备案", copy["name"]!.ToString());
        Assert.True(JsonNode.DeepEquals(before["root"], copy["root"]));
        Assert.False(copy["isPublished"]!.GetValue<bool>());
        using var taken = await studio.Http.PostFormAsync("/designer", new Dictionary<string, string> { ["template"] = "filing", ["name"] = "示例备案" }, "/designer?handler=Copy");
        Assert.Equal("/designer", taken.Headers.Location!.ToString());
        using var told = await studio.Http.GetPageAsync("/designer");
        Assert.Contains("已经有名为“示例备案”的流程", told.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_versions_are_compared_as_pictures_and_in_sentences()
    {
        using var studio = await StudioClient.SignInAsync(_app, "luxian-system");
        await studio.SaveAsync((await studio.DefinitionAsync("filing")).InsertTask("review", "accept", "材料齐全，提请出具回执", "sign"));
        using var page = await studio.Http.GetPageAsync("/designer/compare/filing?from=1&to=2");
        Assert.Contains("新增环节“示例复核”", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("删除连线：“备案材料核对”（材料齐全，提请出具回执） → “备案回执签发”", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll(".ds-pictures .tf-flow-done"));
    }

    private static async Task<IEnumerable<string>> RowAsync(StudioClient studio, string definition)
    {
        using var page = await studio.Http.GetPageAsync("/designer");
        var row = page.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("small")!.TextContent == definition);
        return [.. row.QuerySelectorAll("td").Skip(1).Take(3).Select(Words)];
    }

    private static string Words(IElement cell)
    {
        foreach (var note in cell.QuerySelectorAll("small").ToList())
        {
            note.Remove();
        }

        return string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("： ", "：", StringComparison.Ordinal);
    }
}
