using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Designer.Hosting;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Designer;

public sealed partial class HostingTests(ToyuFlowApp app) : IClassFixture<ToyuFlowApp>
{
    [Theory]
    [InlineData("_framework/blazor.webassembly.js", "text/javascript")]
    [InlineData("_content/MudBlazor/MudBlazor.min.css", "text/css")]
    [InlineData("_content/Radzen.Blazor/fonts/RobotoFlex.woff2", "font/woff2")]
    [InlineData("Elsa.Studio.Host.CustomElements.styles.css", "text/css")]
    public async Task A_file_comes_with_its_type_and_is_asked_for_again(string path, string type)
    {
        using var http = app.CreateClient();
        using var answer = await http.GetAsync($"/designer/{path}");
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True(answer.Headers.CacheControl!.NoCache);
        using var again = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/designer/{path}") { Headers = { { "If-None-Match", answer.Headers.ETag!.ToString() } } });
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData(".wasm", "application/wasm")]
    [InlineData(".dat", "application/octet-stream")]
    [InlineData(".js", "text/javascript")]
    public async Task A_fingerprinted_file_is_kept_for_ever_and_is_sent_compressed(string ending, string type)
    {
        using var http = app.CreateClient();
        var path = app.Services.GetRequiredService<StudioFiles>().FirstLoad.Last(p => p.EndsWith(ending, StringComparison.Ordinal));
        var plain = await http.GetByteArrayAsync($"/designer/{path}");
        foreach (var (encoding, open) in new (string, Func<Stream, Stream>)[] { ("br", s => new BrotliStream(s, CompressionMode.Decompress)), ("gzip", s => new GZipStream(s, CompressionMode.Decompress)) })
        {
            using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/designer/{path}") { Headers = { { "Accept-Encoding", encoding } } });
            Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(encoding, Assert.Single(answer.Content.Headers.ContentEncoding));
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
            Assert.Contains("Accept-Encoding", answer.Headers.Vary);
            using var unpacked = new MemoryStream();
            await open(await answer.Content.ReadAsStreamAsync()).CopyToAsync(unpacked);
            Assert.Equal(plain, unpacked.ToArray());
        }
    }

    [Theory]
    [InlineData("_framework/nothing.wasm")]
    [InlineData("_content/..%2f..%2fpackage.json")]
    [InlineData("index.html")]
    public async Task Nothing_else_of_the_package_is_served(string path)
    {
        using var http = app.CreateClient(new() { AllowAutoRedirect = false });
        using var answer = await http.GetAsync($"/designer/{path}");
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_allows_only_its_own_host_and_names_no_other()
    {
        using var http = await app.SignInAsync("luxian-system");
        foreach (var path in new[] { "definitions", "definitions/filing", "instances" })
        {
            using var answer = await http.GetAsync($"/designer/{path}");
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-inline", ScriptSource().Match(policy).Value, StringComparison.Ordinal);
            using var page = await answer.ReadPageAsync();
            Assert.Equal("/designer/", page.QuerySelector("base")!.GetAttribute("href"));
            var addresses = page.QuerySelectorAll("[src], [href]").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!).ToList();
            Assert.True(addresses.Count > 20);
            Assert.DoesNotContain(addresses, a => a.Contains("//", StringComparison.Ordinal));
            Assert.Empty(page.QuerySelectorAll("script:not([src]), [onclick], [onload]"));
            foreach (var own in addresses.Where(a => a.StartsWith("_content/", StringComparison.Ordinal) || a.StartsWith("_framework/", StringComparison.Ordinal)))
            {
                using var file = await http.GetAsync($"/designer/{own}");
                Assert.True(file.StatusCode == HttpStatusCode.OK, own);
            }
        }
    }

    [Fact]
    public async Task What_the_editor_needs_first_can_be_fetched_before_it_is_opened()
    {
        using var http = await app.SignInAsync("luxian-system");
        var files = JsonNode.Parse(await http.GetStringAsync("/designer/preload"))!.AsArray().Select(f => f!.ToString()).ToList();
        Assert.True(files.Count > 50);
        Assert.DoesNotContain(files, f => f.Contains("/fr/", StringComparison.Ordinal));
        using var index = await http.GetPageAsync("/designer");
        Assert.NotNull(index.QuerySelector("[data-preload]"));
    }

    [Fact]
    public async Task A_definition_that_is_not_there_opens_no_editor()
    {
        using var http = await app.SignInAsync("luxian-system");
        using var answer = await http.GetAsync("/designer/definitions/nothing");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_change_gets_the_page_without_what_changes()
    {
        using var http = await app.SignInAsync("luxian-audit");
        using var page = await http.GetPageAsync("/designer/definitions/filing");
        Assert.Contains("st-read-only", page.Body!.ClassName, StringComparison.Ordinal);
        Assert.Contains("st-no-publish", page.Body.ClassName, StringComparison.Ordinal);
    }

    [GeneratedRegex("script-src[^;]*")]
    private static partial Regex ScriptSource();
}
