using System.Net;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications.Channels;

/// <summary>The administrator's pages of the channels: what is secret goes in and never comes out.</summary>
public sealed class EndpointPageTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "SECsample0123456789";
    private const string Token = "sampletoken987654";

    private readonly ToyuFlowApp _app = new() { Settings = { ["Notifications:Http:AllowPrivateAddresses"] = "true" } };

    private Receiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_channel_is_set_up_tested_changed_and_deleted_and_its_secrets_are_on_no_page_nor_in_the_database()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        var create = EndpointModel.New(NoticeChannel.DingTalk);
        using var saved = await admin.PostFormAsync(create, Fields($"{_receiver.Address}/robot/send?access_token={Token}", Secret), create);
        var path = saved.Headers.Location!.OriginalString;
        using var tested = await admin.PostFormAsync(path, new Dictionary<string, string>(), path + "?handler=Test");
        var got = Assert.Single(_receiver.Got);
        Assert.Equal(Token, got.Query["access_token"]);

        using var changed = await admin.PostFormAsync(path, Fields("", "", "新名字"), path);
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using var again = await admin.PostFormAsync(path, new Dictionary<string, string>(), path + "?handler=Test");
        Assert.Equal((2, Token), (_receiver.Got.Count, _receiver.Got.Last().Query["access_token"]));

        foreach (var page in new[] { path, EndpointsModel.Path, "/notifications/outbox" })
        {
            var html = await admin.GetStringAsync(page);
            Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
            Assert.DoesNotContain(Token, html, StringComparison.Ordinal);
        }

        var kept = string.Join('\n', _app.Read(sql => sql.List("select name || host || protected from notice_endpoint", row => row.GetString(0)).Concat(sql.List("select coalesce(detail, '') from audit_entry", row => row.GetString(0)))));
        Assert.Contains("新名字", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, kept, StringComparison.Ordinal);

        using var deleted = await admin.PostFormAsync(path, new Dictionary<string, string>(), path + "?handler=Delete");
        using var gone = await admin.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_refusal_that_repeats_the_secret_is_shown_without_it()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        _receiver.Answer = _ => (200, $$"""{"errcode":310000,"errmsg":"bad key {{Secret}}"}""");
        var create = EndpointModel.New(NoticeChannel.DingTalk);
        using var saved = await admin.PostFormAsync(create, Fields($"{_receiver.Address}/robot/send?access_token={Token}", Secret), create);
        var path = saved.Headers.Location!.OriginalString;
        using var tested = await admin.PostFormAsync(path, new Dictionary<string, string>(), path + "?handler=Test");
        var html = await admin.GetStringAsync(path);
        Assert.Contains("310000", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_is_told_and_what_is_secret_is_not_drawn_again()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        var create = EndpointModel.New(NoticeChannel.Feishu);
        using var answer = await admin.PostFormAsync(create, Fields("not an address " + Token, Secret), create);
        using var page = await answer.ReadPageAsync();
        Assert.NotNull(page.QuerySelector("#field-address-error"));
        Assert.Equal("示例工作群", page.QuerySelector("#field-name")!.GetAttribute("value"));
        Assert.DoesNotContain(Token, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_message_can_be_chosen_only_where_the_county_has_a_gateway()
    {
        using var officer = await _app.SignInAsync("luxian-samr-accept");
        using (var before = await officer.GetPageAsync("/notifications/settings"))
        {
            Assert.Null(before.QuerySelector("[name='sms.Task']"));
        }

        await Endpoints.AddAsync(_app, NoticeChannel.Sms, _receiver.Address + "/sms", settings: new EndpointSettings { Body = "{{phone}} {{text}}" });
        using var after = await officer.GetPageAsync("/notifications/settings");
        Assert.NotNull(after.QuerySelector("[name='sms.Task']"));
    }

    [Theory]
    [InlineData("luxian-samr-accept")]
    [InlineData("luxian-operator")]
    [InlineData("luxian-security")]
    public async Task Nobody_but_the_system_administrator_sees_the_channels(string userName)
    {
        using var client = await _app.SignInAsync(userName);
        foreach (var path in new[] { EndpointsModel.Path, EndpointModel.New(NoticeChannel.WeCom), TemplatesModel.Path })
        {
            using var answer = await client.GetAsync(path);
            Assert.Equal("/accounts/denied", answer.Headers.Location?.AbsolutePath);
        }
    }

    private static Dictionary<string, string> Fields(string address, string secret, string name = "示例工作群") => new()
    {
        ["name"] = name,
        ["address"] = address,
        ["secret"] = secret,
        ["kinds"] = "Task",
        ["enabled"] = "true",
        ["operation"] = Guid.NewGuid().ToString(),
    };
}
