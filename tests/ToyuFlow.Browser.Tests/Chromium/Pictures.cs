using Microsoft.Playwright;

namespace ToyuFlow.Browser.Tests.Chromium;

/// <summary>Pictures of the pages at 1440 and 390 px, and what must hold of each: nothing is wider than the screen, and nothing keeps people with impaired sight or hands out.</summary>
internal sealed class Pictures
{
    private static readonly string Directory = System.IO.Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));

    private readonly List<string> _tooWide = [];

    private readonly List<(string Page, string Rule)> _barriers = [];

    public IReadOnlyList<string> TooWide => _tooWide;

    /// <summary>What axe calls serious or critical: the page, and the rule with the element that breaks it.</summary>
    public IReadOnlyList<(string Page, string Rule)> Barriers => _barriers;

    public async Task TakeAsync(IPage page, string name)
    {
        foreach (var (width, height) in new[] { (390, 844), (1440, 900) })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.EvaluateAsync("window.scrollTo(0, 0)");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Directory, $"{name}-{width}.png"), FullPage = true });
            var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 1)
            {
                _tooWide.Add($"{name} at {width}: {over} px");
            }

            _barriers.AddRange((await BarriersAsync(page)).Select(barrier => ($"{name} at {width}", barrier)));
        }
    }

    private static async Task<string[]> BarriersAsync(IPage page)
    {
        await page.EvaluateAsync(Axe.Value);
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
                .filter(v => v.impact === 'serious' || v.impact === 'critical')
                .flatMap(v => v.nodes.slice(0, 3).map(n => v.id + ' ' + n.target.join(' ')))
            """);
    }
}
