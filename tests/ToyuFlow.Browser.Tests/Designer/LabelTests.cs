using System.Text.RegularExpressions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Browser.Tests.Designer;

/// <summary>Nobody who designs a workflow has to read English: everything visible in Studio is Chinese, but for names and ids.</summary>
[Collection("Studio")]
public sealed partial class LabelTests(Chromium.Browser browser) : IClassFixture<Chromium.Browser>
{
    /// <summary>Visible texts and hints without a Chinese character, or with a state in English; code, the canvas's own names and our head are left out.</summary>
    private const string English =
        """
        () => {
          const found = new Set();
          const skipped = '.monaco-editor, elsa-activity-wrapper, textarea, script, style, #st-texts, .st-language';
          const look = (text) => { const t = (text ?? '').trim(); if (/[A-Za-z]{2,}/.test(t) && (!/[\u4e00-\u9fff]/.test(t) || /\b(Started|Suspended|Resumed|Completed|Canceled|Faulted|Running|Finished)\b/.test(t))) { found.add(t); } };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (parent && !parent.closest(skipped) && parent.checkVisibility()) { look(walker.currentNode.nodeValue); }
          }
          for (const element of document.querySelectorAll('#studio [placeholder], #studio [title], #studio [aria-label]')) {
            if (!element.closest(skipped) && element.checkVisibility()) { ['placeholder', 'title', 'aria-label'].forEach((name) => look(element.getAttribute(name))); }
          }
          return [...found];
        }
        """;

    /// <summary>Names of definitions, variables and inputs are data; so are ids, and the languages' own names.</summary>
    private static readonly HashSet<string> Names =
    [
        "construction-subsidy", "filing", "acceptance", "inspection", "registration", "rectification", "operating-subsidy", "decision", "number", "caseId", "institutionId", "institutionName",
        "institutionType", "correct", "authority", "review", "JavaScript", "Object", "String", "HTTP",
    ];

    private readonly List<string> _english = [];

    [Fact]
    public async Task No_label_of_the_designer_is_English()
    {
        using var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        var cases = new CaseDriver(app);
        await cases.ApplyAsync("luxian-operator", "registration");
        await using var studio = await StudioPage.SignInAsync(browser, app.ClientOptions.BaseAddress, "luxian-system");
        var page = studio.Page;

        await ListAsync(studio);
        await EditorAsync(studio);
        await studio.OpenAsync("/designer/instances");
        await CountAsync(studio, "instances");
        await studio.SeeAsync("46-instances");
        await page.Locator("tbody tr button").Last.ClickAsync();
        await studio.Entry("终止办理").WaitForAsync();
        await CountAsync(studio, "menu of an instance");
        await studio.OpenAsync($"/designer/instances/{app.Read(sql => sql.List("select id from workflow_instance", row => row.GetGuid(0)))[0]}");
        await studio.SelectAsync("accept");
        await TabsAsync(studio, "viewer");
        await studio.SeeAsync("47-viewer");
        Assert.True(_english.Count == 0, string.Join('\n', _english));
        Assert.Empty(studio.Complaints);
        Assert.Empty(studio.Outside);

        await studio.SwitchLanguageAsync();
        await page.GetByText("Journal", new() { Exact = true }).First.WaitForAsync();
        await studio.SeeAsync("48-viewer-english");
        await studio.OpenAsync("/designer/definitions");
        await studio.SeeAsync("48-list-english");
        await studio.OpenAsync("/designer/definitions/filing");
        await studio.SelectAsync("accept");
        await studio.RestAsync();
        await studio.SeeAsync("48-editor-english");
        Assert.Empty(studio.Complaints);
    }

    private async Task ListAsync(StudioPage studio)
    {
        var page = studio.Page;
        await studio.OpenAsync("/designer/definitions");
        await CountAsync(studio, "list");
        await studio.SeeAsync("45-list");
        await page.GetByText("批量操作").First.ClickAsync();
        await studio.Entry("删除").WaitForAsync();
        await CountAsync(studio, "bulk actions");
        await page.Mouse.ClickAsync(700, 860);
        await studio.Entry("删除").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        await page.Locator("tbody tr").Nth(1).Locator("button").Last.ClickAsync();
        await studio.Entry("终止办理").WaitForAsync();
        await CountAsync(studio, "menu of a definition");
        await studio.Entry("删除").ClickAsync();
        await page.Locator(".mud-dialog").WaitForAsync();
        await CountAsync(studio, "deleting");
        await page.Locator(".mud-dialog button", new() { HasText = "取消" }).ClickAsync();
        await page.Locator(".mud-dialog").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        await page.GetByText("新建流程").First.ClickAsync();
        await page.WaitForSelectorAsync(".workflow-root-template-option");
        await CountAsync(studio, "create dialog");
        await page.WaitForFunctionAsync("() => document.querySelector('.mud-dialog input').value.startsWith('新流程')");
        await studio.SeeAsync("45-create");
    }

    private async Task EditorAsync(StudioPage studio)
    {
        var page = studio.Page;
        await studio.OpenAsync("/designer/definitions/filing");
        await studio.SelectAsync("accept");
        await studio.OpenMenuAsync("导出");
        await CountAsync(studio, "menu of the editor");
        await page.Mouse.ClickAsync(400, 620);
        await TabsAsync(studio, "editor");
        await studio.TabAsync("版本记录");
        await page.Locator("tr button").Last.ClickAsync();
        await studio.Entry("恢复到这个版本").WaitForAsync();
        await CountAsync(studio, "menu of a version");
        await page.Mouse.ClickAsync(400, 620);
        foreach (var (tab, add) in new[] { ("变量", "添加变量"), ("输入和输出", "添加输入"), ("输入和输出", "添加输出") })
        {
            await studio.TabAsync(tab);
            await page.Locator("button", new() { HasText = add }).First.ClickAsync();
            await page.Locator(".mud-dialog").WaitForAsync();
            await studio.RestAsync();
            await CountAsync(studio, add);
            await page.Locator(".mud-dialog button", new() { HasText = "取消" }).ClickAsync();
            await page.Locator(".mud-dialog").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        }

        await studio.TabAsync("代码视图");
        await CountAsync(studio, "code");
    }

    /// <summary>Each tab that is offered, one after the other; the code hides the others, so it is left out.</summary>
    private async Task TabsAsync(StudioPage studio, string where)
    {
        await CountAsync(studio, where);
        var names = await studio.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.mud-tab')].filter(tab => tab.checkVisibility()).map(tab => tab.innerText.trim().split('\\n')[0])");
        Assert.True(names.Length >= 7, string.Join(", ", names));
        foreach (var name in names.Where(n => n != "代码视图"))
        {
            await studio.TabAsync(name);
            await CountAsync(studio, $"{where}, {name}");
        }
    }

    private async Task CountAsync(StudioPage studio, string where) =>
        _english.AddRange((await studio.Page.EvaluateAsync<string[]>(English)).Where(t => !Names.Contains(t) && !Data().IsMatch(t)).Select(t => $"{where}: {t}"));

    /// <summary>Ids, paths of ids, names of types, and the state of an instance as JSON.</summary>
    [GeneratedRegex(@"^[0-9a-f]{8}-[0-9a-f-]{27}|^[0-9a-f]{14,16}$|^Workflow1|^(ToyuFlow|Elsa)\.\w+$|^\{|^(root|accept|Flowchart1)$")]
    private static partial Regex Data();
}
