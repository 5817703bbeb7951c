using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Jurisdictions;

public sealed class PackPagesTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Every_rule_of_the_document_opens_at_a_line_that_holds_its_quote()
    {
        using var client = await _app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync("/jurisdictions?view=document");
        using var policy = await client.GetPageAsync("/jurisdictions/policy");
        var quotes = page.QuerySelectorAll("blockquote");
        Assert.True(quotes.Length > 60, $"{quotes.Length} quotes");
        Assert.All(quotes, quote =>
        {
            var line = policy.GetElementById(quote.QuerySelector("a")!.GetAttribute("href")!.Split('#')[1])!;
            var words = quote.FirstChild!.TextContent.Trim();
            Assert.Contains(words, line.TextContent, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("findings")]
    [InlineData("document")]
    [InlineData("national")]
    [InlineData("local")]
    public async Task Each_part_shows_all_that_the_pack_holds(string view)
    {
        var pack = _app.Services.GetRequiredService<PackCatalog>()[ToyuFlowApp.Tenant];
        var rules = PackRules.Of(pack);
        var expected = view switch
        {
            "missing" => pack.MustBeConfigured().Count,
            "findings" => pack.Findings.Count,
            "document" => rules.Count(r => r.Source.Origin == RuleOrigin.Document),
            "national" => rules.Count(r => r.Source.Origin == RuleOrigin.National),
            _ => pack.Settings.Count,
        };
        using var client = await _app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync($"/jurisdictions?view={view}");
        Assert.Equal(expected, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), page.QuerySelector(".tf-chip[aria-current] b")!.TextContent);
    }

    [Theory]
    [InlineData("luxian-security", HttpStatusCode.Redirect)]
    [InlineData("luxian-health-approve", HttpStatusCode.Redirect)]
    [InlineData("luxian-operator", HttpStatusCode.Redirect)]
    public async Task The_pack_is_for_the_system_administrator_and_the_document_for_everybody(string userName, HttpStatusCode pack)
    {
        using var client = await _app.SignInAsync(userName);
        using var page = await client.GetAsync("/jurisdictions");
        Assert.Equal(pack, page.StatusCode);
        using var policy = await client.GetAsync("/jurisdictions/policy");
        Assert.Equal(HttpStatusCode.OK, policy.StatusCode);
    }
}
