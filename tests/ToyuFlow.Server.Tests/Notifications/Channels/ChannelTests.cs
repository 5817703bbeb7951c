using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications.Channels;

/// <summary>Every channel as a real receiver sees it, and what its answers do.</summary>
public sealed class ChannelTests : IAsyncLifetime, IDisposable
{
    private const string Officer = "luxian-samr-accept";
    private const string Secret = "示例密钥-12345678";

    private readonly ToyuFlowApp _app = new()
    {
        Settings = { ["Notifications:Http:AllowPrivateAddresses"] = "true", ["Layout:PublicAddress"] = "https://toyu.example.test" },
    };

    private Receiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task WeCom_gets_markdown_with_a_link()
    {
        await AddAsync(NoticeChannel.WeCom, "/cgi-bin/webhook/send?key=示例钥匙");
        await TellAsync();
        Assert.Equal(1, await SendAsync());
        var got = Assert.Single(_receiver.Got);
        Assert.Equal(("POST", "/cgi-bin/webhook/send", "示例钥匙"), (got.Method, got.Path, got.Query["key"]));
        Assert.Equal(
            $"**示例标题**\n致{Name(Officer)}：示例＊消息＊\n[查看](https://toyu.example.test/inbox)", JsonNode.Parse(got.Content)!["markdown"]!["content"]!.GetValue<string>());
        Assert.StartsWith("{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"**示例标题**", got.Content, StringComparison.Ordinal);
        Assert.StartsWith("application/json", got.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DingTalk_gets_markdown_signed_in_the_address()
    {
        await AddAsync(NoticeChannel.DingTalk, "/robot/send?access_token=示例令牌", Secret);
        await TellAsync();
        Assert.Equal(1, await SendAsync());
        var got = Assert.Single(_receiver.Got);
        var at = _app.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((at, Hmac(Secret, $"{at}\n{Secret}"), "示例令牌"), (got.Query["timestamp"], got.Query["sign"], got.Query["access_token"]));
        var json = JsonNode.Parse(got.Content)!;
        Assert.Equal(("markdown", "示例标题"), (json["msgtype"]!.GetValue<string>(), json["markdown"]!["title"]!.GetValue<string>()));
        Assert.Equal($"#### 示例标题\n\n致{Name(Officer)}：示例＊消息＊\n\n[查看](https://toyu.example.test/inbox)", json["markdown"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Feishu_gets_a_post_signed_in_the_content()
    {
        await AddAsync(NoticeChannel.Feishu, "/open-apis/bot/v2/hook/示例", Secret);
        await TellAsync();
        Assert.Equal(1, await SendAsync());
        var json = JsonNode.Parse(Assert.Single(_receiver.Got).Content)!;
        var at = _app.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((at, Hmac($"{at}\n{Secret}", ""), "post"), (json["timestamp"]!.GetValue<string>(), json["sign"]!.GetValue<string>(), json["msg_type"]!.GetValue<string>()));
        Assert.Equal(
            $$"""{"title":"示例标题","content":[[{"tag":"text","text":"致{{Name(Officer)}}：示例*消息*"}],[{"tag":"a","text":"查看","href":"https://toyu.example.test/inbox"}]]}""",
            JsonText(json["content"]!["post"]!["zh_cn"]!));
    }

    [Fact]
    public async Task A_web_hook_is_signed_over_time_and_content()
    {
        await AddAsync(NoticeChannel.WebHook, "/hook", Secret);
        await TellAsync();
        Assert.Equal(1, await SendAsync());
        var got = Assert.Single(_receiver.Got);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{got.Headers[WebHook.TimeHeader]}.{got.Content}")));
        Assert.Equal("sha256=" + expected, got.Headers[WebHook.SignatureHeader]);
        Assert.Equal((MessageId().ToString(), "示例标题", "luxian"), (got.Headers["Idempotency-Key"], Field(got, "subject"), Field(got, "county")));
    }

    [Theory]
    [InlineData("POST", "application/json", """{"to":"{{phone}}","msg":"{{text}}"}""", "", """{"to":"13800000000","msg":"示例\"消息\""}""")]
    [InlineData("POST", "application/x-www-form-urlencoded", "to={{phone}}&msg={{text}}", "", "to=13800000000&msg=%E7%A4%BA%E4%BE%8B%22%E6%B6%88%E6%81%AF%22")]
    [InlineData("GET", "text/plain", "", "?to={{phone}}&msg={{text}}", "")]
    public async Task A_short_message_has_the_shape_that_the_county_set(string method, string type, string body, string query, string content)
    {
        await AddAsync(NoticeChannel.Sms, "/sms" + query, settings: new EndpointSettings { Method = method, ContentType = type, Body = body, Headers = "X-Key: sample-key\nX-App: toyu", Success = "result.code=OK" });
        _receiver.Answer = _ => (200, """{"result":{"code":"OK"}}""");
        await WantSmsAsync();
        await TellAsync("示例\"消息\"");
        Assert.Equal(1, await SendAsync());
        var got = Assert.Single(_receiver.Got);
        Assert.Equal((method, content, "sample-key"), (got.Method, got.Content, got.Headers["X-Key"]));
        Assert.Equal(query.Length > 0 ? "示例\"消息\"" : null, got.Query.GetValueOrDefault("msg"));
    }

    [Theory]
    [InlineData(NoticeChannel.WeCom, 200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", "Dead", "93000")]
    [InlineData(NoticeChannel.WeCom, 200, """{"errcode":45009,"errmsg":"api freq out of limit"}""", "Waiting", "限制发送频率")]
    [InlineData(NoticeChannel.DingTalk, 200, """{"errcode":310000,"errmsg":"sign not match"}""", "Dead", "sign not match")]
    [InlineData(NoticeChannel.DingTalk, 200, """{"errcode":130101,"errmsg":"send too fast"}""", "Waiting", "限制发送频率")]
    [InlineData(NoticeChannel.Feishu, 200, """{"code":19021,"msg":"sign match fail"}""", "Dead", "19021")]
    [InlineData(NoticeChannel.Feishu, 400, """{"code":11232,"msg":"frequency limited"}""", "Waiting", "限制发送频率")]
    [InlineData(NoticeChannel.Feishu, 200, """{"StatusCode":0,"StatusMessage":"success"}""", "Sent", null)]
    [InlineData(NoticeChannel.WebHook, 429, "", "Waiting", "限制发送频率")]
    [InlineData(NoticeChannel.WebHook, 503, "", "Waiting", "503")]
    [InlineData(NoticeChannel.WebHook, 404, "", "Dead", "404")]
    [InlineData(NoticeChannel.WebHook, 302, "http://127.0.0.1:1/elsewhere", "Dead", "302")]
    [InlineData(NoticeChannel.WeCom, 200, "<html>", "Dead", "不是这种机器人的答复")]
    public async Task The_answer_decides_what_becomes_of_a_message(NoticeChannel channel, int status, string answer, string state, string? reason)
    {
        await AddAsync(channel, "/to", Secret);
        _receiver.Answer = _ => (status, answer);
        await TellAsync();
        await SendAsync();
        Assert.Equal(state, _app.Read(sql => sql.Scalar<string>("select state from outbox where channel <> 'Mail'")));
        Assert.Contains(reason ?? "", _app.Read(sql => sql.Scalar<string>("select last_error from outbox where channel <> 'Mail'")) ?? "", StringComparison.Ordinal);
        Assert.Single(_receiver.Got);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from delivery_attempt")));
    }

    [Fact]
    public async Task What_could_not_be_sent_comes_later_under_the_same_key_and_every_try_is_on_record()
    {
        await AddAsync(NoticeChannel.WebHook, "/hook", Secret);
        _receiver.Answer = _ => (500, "");
        await TellAsync();
        Assert.Equal(0, await SendAsync());
        Assert.Equal(0, await SendAsync());
        _receiver.Answer = _ => (200, "");
        _app.Clock.Advance(TimeSpan.FromSeconds(73));
        Assert.Equal(1, await SendAsync());
        Assert.Equal([MessageId().ToString(), MessageId().ToString()], _receiver.Got.Select(g => g.Headers["Idempotency-Key"]));
        using var admin = await _app.SignInAsync("luxian-system");
        using var page = await admin.GetPageAsync(DeliveryModel.Path(MessageId()));
        Assert.Equal(["没有送出，稍后重试", "对方已接收"], page.QuerySelectorAll("tbody tr").Select(r => r.Children[1].TextContent.Trim()));
    }

    [Fact]
    public async Task A_message_claimed_by_a_node_that_died_is_sent_after_its_lease_with_the_key_that_it_had()
    {
        await AddAsync(NoticeChannel.WebHook, "/hook", Secret);
        await TellAsync();
        var claimed = await _app.AsAsync<OutboxClaims, List<OutboxRow>>("luxian-system", (claims, _) => Task.FromResult(claims.Take(50, [Guid.Empty])));
        await _app.Services.GetRequiredService<HttpCarrier>().SendAsync(claimed[0], CancellationToken.None); // taken, but the node dies before it is marked
        Assert.Equal(0, await SendAsync());
        _app.Clock.Advance(OutboxClaims.Lease);
        Assert.Equal(1, await SendAsync());
        Assert.Equal(0, await SendAsync());
        Assert.Equal(2, _receiver.Got.Count);
        Assert.Single(_receiver.Got.Select(g => g.Headers["Idempotency-Key"]).Distinct());
    }

    [Fact]
    public async Task A_robot_hears_of_a_thing_once_with_the_names_of_all_whom_it_concerns_and_only_of_its_kinds()
    {
        await AddAsync(NoticeChannel.WeCom, "/to");
        await _app.AsAsync<Notify>("luxian-system", (notify, _) =>
        {
            foreach (var user in new[] { Officer, "luxian-samr-review", "luxian-operator" })
            {
                notify.Person(Id(user), TestNotices.Plain(NoticeKind.Task, "示例标题", "示例消息"), "/inbox");
                notify.Person(Id(user), TestNotices.Plain(NoticeKind.Money, "示例标题", "不发到群"), "/inbox");
            }

            return Task.CompletedTask;
        });
        Assert.Equal(1, await SendAsync());
        Assert.Contains($"致{Name(Officer)}、{Name("luxian-samr-review")}：示例消息", Assert.Single(_receiver.Got).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_endpoint_that_is_down_does_not_hold_up_the_others()
    {
        await AddAsync(NoticeChannel.WebHook, "/down", Secret);
        await AddAsync(NoticeChannel.WebHook, "/up", Secret);
        _receiver.Answer = got => (got.Path == "/down" ? 500 : 200, "");
        for (var i = 0; i < 3; i++)
        {
            await TellAsync($"示例消息 {i}");
        }

        Assert.Equal(3, await SendAsync());
        Assert.Equal((1, 3), (_receiver.Got.Count(g => g.Path == "/down"), _receiver.Got.Count(g => g.Path == "/up")));
    }

    [Fact]
    public async Task The_own_network_is_not_reached_unless_the_configuration_says_so()
    {
        using var app = new ToyuFlowApp();
        var id = await Endpoints.AddAsync(app, NoticeChannel.WebHook, _receiver.Address + "/hook", Secret);
        var row = new OutboxRow(ToyuFlowApp.Tenant, Guid.CreateVersion7(), NoticeChannel.WebHook, id, "", "示例", "示例");
        var delivery = await app.Services.GetRequiredService<HttpCarrier>().SendAsync(row, CancellationToken.None);
        Assert.Equal(DeliveryOutcome.Refused, delivery.Outcome);
        Assert.Contains("内部网络", delivery.Reason, StringComparison.Ordinal);
        Assert.Empty(_receiver.Got);
    }

    private Task<Guid> AddAsync(NoticeChannel channel, string path, string secret = "", EndpointSettings? settings = null) => Endpoints.AddAsync(_app, channel, _receiver.Address + path, secret, settings);

    private Task TellAsync(string text = "示例*消息*") => _app.AsAsync<Notify>("luxian-system", (notify, _) =>
    {
        notify.Person(Id(Officer), TestNotices.Plain(NoticeKind.Task, "示例标题", text), "/inbox");
        return Task.CompletedTask;
    });

    private Task WantSmsAsync() => _app.Steps.RunAsync(_app.ActorOf(Officer), null, (services, _) =>
    {
        services.GetRequiredService<Step>().Sql.Execute("update person set phone_number = '13800000000' where id = @id", ("id", Id(Officer)));
        services.GetRequiredService<ChooseNotices>().Run("", [new NoticeWish(NoticeKind.Task, true, false, true)], Timing.AtOnce, "zh-CN");
        return Task.CompletedTask;
    }, CancellationToken.None);

    private Task<int> SendAsync() => _app.Services.GetRequiredService<OutboxSender>().RunAsync(CancellationToken.None);

    private Guid Id(string userName) => _app.ActorOf(userName).PersonId!.Value;

    private string Name(string userName) => _app.ActorOf(userName).Name;

    private Guid MessageId() => _app.Read(sql => sql.Single("select id from outbox where channel <> 'Mail'", row => Tuple.Create(row.GetGuid(0))))!.Item1;

    private static string Field(Received got, string name) => JsonNode.Parse(got.Content)![name]!.GetValue<string>();

    private static string JsonText(JsonNode node) => node.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static string Hmac(string key, string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
}
