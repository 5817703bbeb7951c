using System.Text.RegularExpressions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Browser.Tests.Designer;

/// <summary>Nobody who designs a workflow has to read English: everything visible in Studio is Chinese, but for names and ids.</summary>
[Collection("Studio")]
public sealed partial class LabelTests(Chromium.Browser browser) : IClassFixture<Chromium.Browser>
{
    /// <summary>Visible texts and hints without a Chinese character; code, the canvas's own names and our head are left out.</summary>
    private const string English =
        """
        () => {
          const found = new Set();
          const skipped = '.monaco-editor, elsa-activity-wrapper, textarea, script, style, #st-texts, .st-language';
          const look = (text) => { const t = (text ?? '').trim(); if (/[A-Za-z]{2,}/.test(t) && !/[\u4e00-\u9fff]/.test(t)) { found.add(t); } };
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
        "institutionType", "JavaScript", "Object", "String", "HTTP",
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

        await studio.OpenAsync("/designer/definitions");
        await CountAsync(studio, "list");
        await page.GetByText("批量操作").First.ClickAsync();
        await CountAsync(studio, "bulk actions");
        await page.Mouse.ClickAsync(700, 860);
        await page.GetByText("新建流程").First.ClickAsync();
        await page.WaitForSelectorAsync(".workflow-root-template-option");
        await CountAsync(studio, "create dialog");
        await studio.SeeAsync("45-create");

        await studio.OpenAsync("/designer/definitions/filing");
        await studio.SelectAsync("accept");
        await CountAsync(studio, "editor");
        foreach (var tab in new[] { "输出", "通用", "信息", "变量", "输入和输出", "版本记录" })
        {
            await page.Locator(".mud-tab", new() { HasText = tab }).First.EvaluateAsync("tab => tab.click()");
            await studio.RestAsync();
            await CountAsync(studio, tab);
        }

        await studio.OpenAsync("/designer/instances");
        await CountAsync(studio, "instances");
        await studio.SeeAsync("46-instances");
        await studio.OpenAsync($"/designer/instances/{app.Read(sql => sql.List("select id from workflow_instance", row => row.GetGuid(0)))[0]}");
        await CountAsync(studio, "viewer");
        await studio.SeeAsync("47-viewer");
        Assert.True(_english.Count == 0, string.Join('\n', _english));
        Assert.Empty(studio.Complaints);
        Assert.Empty(studio.Outside);

        await page.ClickAsync(".st-language button");
        await studio.ReadyAsync();
        await page.GetByText("Journal", new() { Exact = true }).First.WaitForAsync();
        await studio.SeeAsync("48-viewer-english");
    }

    private async Task CountAsync(StudioPage studio, string where) =>
        _english.AddRange((await studio.Page.EvaluateAsync<string[]>(English)).Where(t => !Names.Contains(t) && !Data().IsMatch(t)).Select(t => $"{where}: {t}"));

    /// <summary>Ids, paths of ids, names of types, and the state of an instance as JSON.</summary>
    [GeneratedRegex(@"^[0-9a-f]{8}-[0-9a-f-]{27}|^Workflow1|^(ToyuFlow|Elsa)\.\w+$|^\{|^(root|accept|Flowchart1)$")]
    private static partial Regex Data();
}
