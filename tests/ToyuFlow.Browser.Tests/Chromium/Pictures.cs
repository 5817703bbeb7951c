using Microsoft.Playwright;

namespace ToyuFlow.Browser.Tests.Chromium;

/// <summary>Pictures of the pages at 1440 and 390 px, and what must hold of each: nothing is wider than the screen.</summary>
internal sealed class Pictures
{
    private static readonly string Directory = System.IO.Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;

    private readonly List<string> _tooWide = [];

    public IReadOnlyList<string> TooWide => _tooWide;

    public async Task TakeAsync(IPage page, string name)
    {
        foreach (var (width, height) in new[] { (390, 844), (1440, 900) })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Directory, $"{name}-{width}.png"), FullPage = true });
            var over = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (over > 1)
            {
                _tooWide.Add($"{name} at {width}: {over} px");
            }
        }
    }
}
