using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Layout;

namespace ToyuFlow.Server.Tests.Layout;

public sealed class FrameTests(LayoutApp app) : IClassFixture<LayoutApp>
{
    [Fact]
    public async Task An_unknown_address_says_what_happened_and_what_to_do_and_keeps_its_code()
    {
        var response = await app.CreateClient().GetAsync("/no-such-page");

        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("没有找到这个页面", html, StringComparison.Ordinal);
        Assert.Contains("没有任何内容被改动。", html, StringComparison.Ordinal);
        Assert.Matches("编号 <span class=\"tf-number\">[0-9A-Z]{4}-[0-9A-Z]{4}<", html);
    }

    [Fact]
    public async Task Programs_get_problem_details_with_a_number()
    {
        var response = await app.CreateClient().GetAsync("/api/no-such-thing");

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("number").GetString()!);
    }

    [Theory]
    [InlineData("/css/toyuflow.css")]
    [InlineData("/js/toyuflow.js")]
    [InlineData("/lib/tabler/tabler.min.css")]
    [InlineData("/lib/icons/fonts/tabler-icons.woff2")]
    [InlineData("/lib/htmx/htmx.min.js")]
    [InlineData("/lib/echarts/echarts.min.js")]
    public async Task What_the_browser_loads_is_served_after_a_plain_build(string address) =>
        Assert.Equal(HttpStatusCode.OK, (await app.CreateClient().GetAsync(address)).StatusCode);

    [Fact]
    public async Task No_page_runs_script_of_its_own_text()
    {
        var response = await app.CreateClient().GetAsync("/no-such-page");

        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotMatch("<script(?![^>]* src=)", html);
        Assert.DoesNotMatch("\\son[a-z]+=\"", html);
    }

    [Fact]
    public async Task The_language_is_Chinese_until_somebody_chooses_another()
    {
        var client = app.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-US");
        var page = await client.GetStringAsync("/no-such-page", HttpStatusCode.NotFound);
        Assert.Contains("没有找到这个页面", page, StringComparison.Ordinal);

        var token = System.Text.RegularExpressions.Regex.Match(page, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;
        await client.PostAsync(FrameLinks.Language, new FormUrlEncodedContent(
            new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["language"] = "en", ["back"] = "/no-such-page" }));

        Assert.Contains("This page was not found", await client.GetStringAsync("/no-such-page", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_switch_never_leads_to_another_host()
    {
        var client = app.CreateClient(new() { AllowAutoRedirect = false });
        var page = await client.GetStringAsync("/no-such-page", HttpStatusCode.NotFound);
        var token = System.Text.RegularExpressions.Regex.Match(page, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;

        var response = await client.PostAsync(FrameLinks.Language, new FormUrlEncodedContent(
            new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["language"] = "en", ["back"] = "//evil.example/" }));

        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_navigation_shows_the_areas_of_the_person_and_nothing_else()
    {
        await using var with = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services.AddNavigation(
            new NavigationEntry("officer", 10, "待办", "/inbox", "inbox"), new NavigationEntry("finance", 10, "预算与指标", "/funds", "cash"))));
        await using var scope = with.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Http.IHttpContextAccessor>().HttpContext =
            new Microsoft.AspNetCore.Http.DefaultHttpContext
            {
                User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(Areas.ClaimType, Areas.Officer)], "test")),
            };

        var groups = await scope.ServiceProvider.GetRequiredService<Frame>().NavigationAsync();

        Assert.Contains("/inbox", groups.SelectMany(g => g.Entries).Select(e => e.Href));
        Assert.DoesNotContain("/funds", groups.SelectMany(g => g.Entries).Select(e => e.Href));
    }
}
