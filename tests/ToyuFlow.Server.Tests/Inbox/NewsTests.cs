using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox;

public sealed class NewsTests : IDisposable
{
    private const string News = "/api/v1/news";

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Tasks_that_came_after_the_page_was_drawn_are_counted_and_those_of_others_are_not()
    {
        var cases = new CaseDriver(_app);
        await cases.ApplyAsync("luxian-operator", "registration");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var officer = await _app.SignInAsync("luxian-samr-accept");
        using var page = await officer.GetPageAsync("/inbox");
        var since = page.QuerySelector("[data-news-bar]")!.GetAttribute("data-since");
        Assert.Equal((1, 0), await AskAsync(officer, since));

        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await cases.RepeatAsync(_app.Read(sql => sql.List("select id from case_file", row => row.GetGuid(0)))[0]);
        Assert.Equal((2, 1), await AskAsync(officer, since));
        using var other = await _app.SignInAsync("luxian-psb-inspect");
        Assert.Equal((0, 0), await AskAsync(other, since));
    }

    [Fact]
    public async Task A_page_left_open_does_not_keep_the_session_alive()
    {
        using var officer = await _app.SignInAsync("luxian-samr-accept");
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        using var asked = await officer.GetAsync(News);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.False(asked.Headers.Contains("Set-Cookie"));
        _app.Clock.Advance(TimeSpan.FromMinutes(11));
        using var over = await officer.GetAsync(News);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
    }

    [Fact]
    public async Task Whoever_works_stays_signed_in()
    {
        using var officer = await _app.SignInAsync("luxian-samr-accept");
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        using var worked = await officer.GetAsync("/inbox");
        _app.Clock.Advance(TimeSpan.FromMinutes(20));
        using var still = await officer.GetAsync(News);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    private static async Task<(int Todo, int Fresh)> AskAsync(HttpClient client, string? since)
    {
        var news = await client.GetFromJsonAsync<JsonObject>($"{News}?since={since}");
        return (news!["todo"]!.GetValue<int>(), news["fresh"]!.GetValue<int>());
    }
}
