using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Tests.Layout;

public sealed partial class TextsTests(LayoutApp app) : IClassFixture<LayoutApp>
{
    [Fact]
    public void Every_text_of_a_page_has_its_English()
    {
        var missing = Directory.EnumerateFiles(ServerFolder(), "*.cs*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(file => !Outside().IsMatch(Path.GetRelativePath(ServerFolder(), file)))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => (Key: match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal), File: Path.GetRelativePath(ServerFolder(), file))))
            .Where(found => !Texts.HasEnglish(found.Key))
            .Select(found => $"{found.File}: {found.Key}")
            .ToList();

        Assert.True(missing.Count == 0, "No English in Texts.en.json for:\n" + string.Join('\n', missing));
    }

    [Fact]
    public void Every_line_of_the_navigation_has_its_English()
    {
        var texts = app.Services.GetServices<NavigationEntry>().Select(e => e.Text).Concat(Areas.InOrder.Select(a => a.Heading));

        Assert.All(texts, text => Assert.True(Texts.HasEnglish(text), text));
    }

    [Fact]
    public void Every_error_page_has_its_English()
    {
        var texts = Enumerable.Range(400, 200).Select(ErrorTexts.For).SelectMany(e => new[] { e.Happened, e.Kept, e.ToDo });

        Assert.All(texts.Distinct(), text => Assert.True(Texts.HasEnglish(text), text));
    }

    [Fact]
    public void A_text_that_nobody_translated_stays_Chinese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var texts = new Texts();

        Assert.Equal("Next", texts["下一页"]);
        Assert.Equal("没有人翻译过的话", texts["没有人翻译过的话"]);
        Assert.Equal("3 to do", texts["待办 {0} 件", 3]);
    }

    private static string ServerFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/ToyuFlow.Server"));

    [GeneratedRegex("""\b(?:T|texts)\["((?:[^"\\]|\\.)*)"[\],]""")]
    private static partial Regex Key();

    [GeneratedRegex("""^(bin|obj|node_modules|wwwroot)[\\/]""")]
    private static partial Regex Outside();
}
