using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
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
    public async Task A_failure_of_the_service_is_told_in_plain_words_even_when_the_frame_fails_too()
    {
        await using var broken = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IStartupFilter, Broken>();
            services.AddNavigation(new NavigationEntry(Areas.Public, 1, "首页", "/broken", "home", "no such policy"));
        }));

        var page = await broken.CreateClient().GetStringAsync("/broken", HttpStatusCode.InternalServerError);
        var problem = await broken.CreateClient().GetStringAsync("/api/broken", HttpStatusCode.InternalServerError);

        Assert.Contains("系统出错了", page, StringComparison.Ordinal);
        Assert.Contains("这次操作没有生效，之前保存的内容都在。", page, StringComparison.Ordinal);
        Assert.Contains("\"instance\":\"/api/broken\"", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", page + problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_and_says_so()
    {
        var response = await app.CreateClient().PostAsync(
            FrameLinks.Language, new FormUrlEncodedContent(new Dictionary<string, string> { ["language"] = "en" }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("提交的内容不完整或已经过期", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

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

        var token = TokenOf(page);
        await client.PostAsync(FrameLinks.Language, new FormUrlEncodedContent(
            new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["language"] = "en", ["back"] = "/no-such-page" }));

        Assert.Contains("This page was not found", await client.GetStringAsync("/no-such-page", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_of_language_without_a_language_is_refused()
    {
        var client = app.CreateClient();
        var page = await client.GetStringAsync("/no-such-page", HttpStatusCode.NotFound);
        var token = TokenOf(page);

        var response = await client.PostAsync(FrameLinks.Language, new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["back"] = "/" }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_language_switch_never_leads_to_another_host()
    {
        var client = app.CreateClient(new() { AllowAutoRedirect = false });
        var page = await client.GetStringAsync("/no-such-page", HttpStatusCode.NotFound);
        var token = TokenOf(page);

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
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext =
            new DefaultHttpContext
            {
                User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(Areas.ClaimType, Areas.Officer)], "test")),
            };

        var groups = await scope.ServiceProvider.GetRequiredService<Frame>().NavigationAsync();

        Assert.Contains("/inbox", groups.SelectMany(g => g.Entries).Select(e => e.Href));
        Assert.DoesNotContain("/funds", groups.SelectMany(g => g.Entries).Select(e => e.Href));
    }

    [Theory]
    [InlineData("/inbox/done/7", "/inbox/done")]
    [InlineData("/inbox", "/inbox")]
    [InlineData("/", "/")]
    [InlineData("/elsewhere", null)]
    public void The_line_of_the_navigation_that_one_is_on_is_marked(string path, string? expected)
    {
        using var scope = app.Services.CreateScope();
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        NavigationEntry[] entries = [new("officer", 1, "首页", "/", "home"), new("officer", 2, "待办", "/inbox", "inbox"), new("officer", 3, "已办", "/inbox/done", "checks")];

        Assert.Equal(expected, scope.ServiceProvider.GetRequiredService<Frame>().CurrentHref([new NavigationGroup("", entries)]));
    }

    [Fact]
    public async Task The_top_bar_shows_who_and_where_one_is()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "测试员甲"), new Claim(Areas.CountyClaimType, "示例县")], "test"));

        var page = await app.RenderAsync("_TopBar", new FrameCounts(120, 3), user: user);

        Assert.Equal("99+", page.QuerySelector($"a[href='{FrameLinks.Todo}'] .tf-badge")!.TextContent);
        Assert.Equal("3", page.QuerySelector($"a[href='{FrameLinks.Unread}'] .tf-badge")!.TextContent);
        Assert.Contains("示例县", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("测试员甲", page.QuerySelector("details summary")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"form[action='{FrameLinks.SignOut}'] input[name=__RequestVerificationToken]"));
    }

    private static string TokenOf(string page) =>
        System.Text.RegularExpressions.Regex.Match(page, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;

    private sealed class Broken : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => builder =>
        {
            next(builder);
            builder.Run(_ => throw new InvalidOperationException("secret detail"));
        };
    }
}
