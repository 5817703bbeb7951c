using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ToyuFlow.Browser.Tests.Chromium;
using ToyuFlow.Server.Designer.Hosting;
using ToyuFlow.Server.Tests.Hosting;
using Xunit.Abstractions;

namespace ToyuFlow.Browser.Tests.Designer;

/// <summary>Our page beside the bare page of the package, on the same server, with the same definition.</summary>
[Collection("Studio")]
public sealed partial class PaceTests(Chromium.Browser browser, ITestOutputHelper output) : IClassFixture<Chromium.Browser>
{
    private const int Rounds = 6;

    [Fact]
    public async Task Our_page_adds_at_most_a_tenth()
    {
        using var app = new ToyuFlowApp();
        app.UseKestrel(0);
        app.StartServer();
        var address = app.ClientOptions.BaseAddress;
        await using var person = await Person.SignInAsync(browser, address, "luxian-system", new Pictures());
        person.Page.SetDefaultTimeout(60_000);
        var bare = Bare(app.Services.GetRequiredService<StudioFiles>().Root, address);
        await person.Page.RouteAsync("**/designer/bare", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = bare }));

        // What else the machine does disturbs one round or another, so the best of each counts; a page that is really slower stays so.
        var (ours, theirs) = (new List<double>(), new List<double>());
        long[] bytes = [0, 0];
        for (var round = 0; round < Rounds && (round < 2 || ours.Min() > theirs.Min() * 1.1); round++)
        {
            (var time, bytes[0]) = await OpenAsync(person.Page, new Uri(address, "/designer/bare"));
            theirs.Add(time);
            (time, bytes[1]) = await OpenAsync(person.Page, new Uri(address, "/designer/definitions/filing"));
            ours.Add(time);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare {string.Join(' ', theirs.Select(t => $"{t:0}"))} ms, {bytes[0]} bytes; ours {string.Join(' ', ours.Select(t => $"{t:0}"))} ms, {bytes[1]} bytes"));
        Assert.InRange(bytes[1], 1_000_000, bytes[0] * 1.1);
        Assert.True(ours.Min() <= theirs.Min() * 1.1, $"ours {ours.Min():0} ms, bare {theirs.Min():0} ms");
    }

    /// <summary>Until the first box is drawn, and what came over the line or from the cache for it.</summary>
    private static async Task<(double Milliseconds, long Bytes)> OpenAsync(IPage page, Uri address)
    {
        await page.GotoAsync("about:blank");
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.WaitForSelectorAsync(".x6-node", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return (await page.EvaluateAsync<double>("performance.now()"), await page.EvaluateAsync<long>("performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0)"));
    }

    /// <summary>The package's own page, without the fonts of another host, with the element's real name and with our definition.</summary>
    private static string Bare(string package, Uri address)
    {
        var html = Foreign().Replace(File.ReadAllText(Path.Combine(package, "index.html")), "");
        return Element().Replace(html, $"<elsa-workflow-definition-editor definition-id=\"filing\" remote-endpoint=\"{address.GetLeftPart(UriPartial.Authority)}/elsa/api\"></elsa-workflow-definition-editor>")
            .Replace("<base href=\"/\"/>", "<base href=\"/designer/\"/>", StringComparison.Ordinal);
    }

    [GeneratedRegex("<link[^>]*https://[^>]*>")]
    private static partial Regex Foreign();

    [GeneratedRegex("<elsa-studio.*</elsa-studio[^>]*>")]
    private static partial Regex Element();
}
