using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications;

/// <summary>One mail a day and quiet hours: what is held comes out once, whatever is chosen meanwhile. The clock starts at 10:00 in Beijing.</summary>
public sealed class DigestTests : IAsyncLifetime, IDisposable
{
    private const string Person = "luxian-operator";

    private static readonly Timing Daily = new(MailPace.Daily, 17, null, null);
    private static readonly Timing Quiet = new(MailPace.AtOnce, 8, 22 * 60, 7 * 60);

    private SmtpSink _sink = null!;
    private ToyuFlowApp _app = null!;

    public async Task InitializeAsync()
    {
        _sink = await SmtpSink.StartAsync(ToyuFlow.Server.Notifications.Smtp.SmtpSecurity.Plain);
        _app = new ToyuFlowApp
        {
            Settings =
            {
                ["Mail:Host"] = "127.0.0.1",
                ["Mail:Port"] = _sink.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Mail:Security"] = "Plain",
                ["Mail:From"] = "notice@example.invalid",
                ["Layout:PublicAddress"] = "https://toyu.example.test",
            },
        };
    }

    public async Task DisposeAsync() => await _sink.DisposeAsync();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_daily_mail_lists_what_there_was_with_links_and_comes_once()
    {
        await ChooseAsync(Daily);
        await TellAsync("第一件", "/cases/details/1");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await TellAsync("第二件<示例>", "/inbox");
        Assert.Equal(0, await SendAsync());
        _app.Clock.Advance(TimeSpan.FromHours(7));
        Assert.Equal(1, await SendAsync());
        var mail = await _sink.NextAsync();
        Assert.Equal("消息汇总（2 条）", mail["subject"]!.GetValue<string>());
        var text = mail["text"]!.GetValue<string>().ReplaceLineEndings("\n");
        Assert.Contains("1. 示例标题\n第一件\nhttps://toyu.example.test/cases/details/1", text, StringComparison.Ordinal);
        Assert.Contains("2. 示例标题\n第二件<示例>\nhttps://toyu.example.test/inbox", text, StringComparison.Ordinal);
        Assert.Contains("第二件&lt;示例&gt;", mail["html"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://toyu.example.test/inbox\">", mail["html"]!.GetValue<string>(), StringComparison.Ordinal);
        _app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await SendAsync());
    }

    [Theory]
    [InlineData(MailPace.AtOnce)]
    [InlineData(MailPace.Off)]
    public async Task What_was_held_goes_out_when_the_choice_changes(MailPace pace)
    {
        await ChooseAsync(Daily);
        await TellAsync("第一件");
        await ChooseAsync(Daily with { MailPace = pace });
        Assert.Equal(1, await SendAsync());
        Assert.Contains("第一件", (await _sink.NextAsync())["text"]!.GetValue<string>(), StringComparison.Ordinal);
        await TellAsync("第二件");
        Assert.Equal(pace == MailPace.Off ? 0 : 1, await SendAsync());
    }

    [Fact]
    public async Task An_earlier_hour_takes_along_what_was_held()
    {
        await ChooseAsync(Daily);
        await TellAsync("第一件");
        await ChooseAsync(Daily with { DigestHour = 11 });
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await SendAsync());
    }

    [Fact]
    public async Task Mail_of_the_quiet_hours_waits_for_their_end_and_the_bell_does_not()
    {
        await ChooseAsync(Quiet);
        await TellAsync("白天");
        Assert.Equal(1, await SendAsync());
        _app.Clock.Advance(TimeSpan.FromHours(13)); // 23:00
        await TellAsync("夜里");
        Assert.Equal(0, await SendAsync());
        Assert.Equal(2, _app.Read(sql => sql.Scalar<long>("select count(*) from notice")));
        _app.Clock.Advance(TimeSpan.FromHours(7.9));
        Assert.Equal(0, await SendAsync());
        _app.Clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(1, await SendAsync());
    }

    [Fact]
    public async Task Whoever_ends_the_quiet_hours_gets_at_once_what_waited()
    {
        await ChooseAsync(Quiet);
        _app.Clock.Advance(TimeSpan.FromHours(13));
        await TellAsync("夜里");
        await ChooseAsync(Timing.AtOnce);
        Assert.Equal(1, await SendAsync());
    }

    [Fact]
    public async Task The_page_keeps_the_choice_and_says_what_is_missing_of_it()
    {
        using var client = await _app.SignInAsync(Person);
        var fields = new Dictionary<string, string> { ["email"] = "a@example.test", ["pace"] = "Daily", ["hour"] = "17", ["from"] = "1320", ["until"] = "", ["language"] = "en" };
        using var wrong = await client.PostFormAsync("/notifications/settings", fields);
        using (var page = await wrong.ReadPageAsync())
        {
            Assert.NotNull(page.QuerySelector("#field-from-error"));
        }

        fields["until"] = "420";
        using var saved = await client.PostFormAsync("/notifications/settings", fields);
        using var again = await client.GetPageAsync("/notifications/settings");
        Assert.Equal(
            ["Daily", "17", "1320", "420", "en"],
            again.QuerySelectorAll("form [checked][type=radio], form option[selected]").Select(o => o.GetAttribute("value")));
    }

    private Task ChooseAsync(Timing timing) => _app.AsAsync<ChooseNotices>(Person, (choose, _) =>
    {
        choose.Run("mine@example.test", [], timing, "zh-CN");
        return Task.CompletedTask;
    });

    private Task TellAsync(string text, string href = "/") => _app.AsAsync<Notify>(Person, (notify, _) =>
    {
        notify.Person(_app.ActorOf(Person).PersonId!.Value, TestNotices.Plain(NoticeKind.Result, "示例标题", text), href);
        return Task.CompletedTask;
    });

    private Task<int> SendAsync() => _app.Services.GetRequiredService<OutboxSender>().RunAsync(CancellationToken.None);
}
