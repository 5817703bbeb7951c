using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Smtp;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;
using Xunit.Abstractions;

namespace ToyuFlow.Server.Tests.Notifications;

public sealed class OutboxTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Mail_of_a_committed_step_arrives_and_that_of_an_undone_step_does_not()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        using var app = AppWith(sink);
        await Assert.ThrowsAsync<ConflictException>(() => app.AsAsync<Notify>("luxian-health-accept", (notify, _) =>
        {
            notify.Mail("first@example.invalid", "不应送达", "这一步没有完成。");
            throw new ConflictException("改主意了。");
        }));
        var hash = await app.Services.GetRequiredService<UploadStore>().SaveAsync(Encoding.UTF8.GetBytes("回执"), CancellationToken.None);
        await MailAsync(app, "second@example.invalid", "备案回执已出具（泸托备〔2025〕1号）", "您好：\n回执<已>出具。");
        await app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
        {
            services.GetRequiredService<Step>().Sql.Execute("update outbox set attachment_hash = @hash, attachment_name = '回执.pdf'", ("hash", hash));
            return Task.CompletedTask;
        }, CancellationToken.None);

        Assert.Equal(1, await SendAsync(app));
        var got = await sink.NextAsync();
        Assert.Equal("备案回执已出具（泸托备〔2025〕1号）", got["subject"]!.GetValue<string>());
        Assert.Equal("second@example.invalid", got["to"]![0]!.GetValue<string>());
        Assert.Equal("托育服务（示例）", got["fromName"]!.GetValue<string>());
        Assert.Contains("回执<已>出具", got["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("<p>回执&lt;已&gt;出具。</p>", got["html"]!.GetValue<string>(), StringComparison.Ordinal);
        var attachment = got["attachments"]![0]!;
        Assert.Equal(("回执.pdf", "application/pdf", "回执"), (attachment["name"]!.GetValue<string>(), attachment["type"]!.GetValue<string>(), Encoding.UTF8.GetString(Convert.FromBase64String(attachment["content"]!.GetValue<string>()))));
        Assert.Equal(["Sent"], States(app));
        Assert.Equal(0, await SendAsync(app));
    }

    [Fact]
    public async Task A_server_that_fails_twice_gets_the_mail_at_the_third_try_under_the_same_id()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.ImplicitTls, new { failFirst = 2 });
        using var app = AppWith(sink);
        await MailAsync(app, "a@example.invalid", "示例通知", "内容");
        var id = OutgoingMail.IdFor(app.Read(sql => sql.List("select id from outbox", row => row.GetGuid(0)))[0], "notice@example.invalid");

        Assert.Equal(0, await SendAsync(app));
        Assert.Equal(0, await SendAsync(app));
        app.Clock.Advance(TimeSpan.FromSeconds(73));
        Assert.Equal(0, await SendAsync(app));
        Assert.Contains("451", app.Read(sql => sql.Scalar<string>("select last_error from outbox")), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(0, await SendAsync(app));
        app.Clock.Advance(TimeSpan.FromSeconds(165));
        Assert.Equal(1, await SendAsync(app));
        Assert.Equal(id, (await sink.NextAsync())["messageId"]!.GetValue<string>());
        Assert.Equal(3, app.Read(sql => sql.Scalar<long>("select attempts from outbox")));
    }

    [Fact]
    public async Task A_mail_claimed_by_a_node_that_died_is_sent_after_its_lease_and_not_before()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        using var app = AppWith(sink);
        await MailAsync(app, "a@example.invalid", "示例通知", "内容");
        Assert.Single(await app.AsAsync<OutboxClaims, List<OutboxRow>>("luxian-system", (claims, _) => Task.FromResult(claims.Take(50))));
        Assert.Equal(0, await SendAsync(app));
        app.Clock.Advance(OutboxClaims.Lease);
        Assert.Equal(1, await SendAsync(app));
    }

    [PostgresFact]
    public async Task Two_nodes_on_one_database_never_claim_the_same_mail()
    {
        using var app = ToyuFlowApp.OnPostgres();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => MailAsync(app, $"n{i}@example.invalid", "示例通知", "内容")));
        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            app.AsAsync<OutboxClaims, List<OutboxRow>>("luxian-system", (claim, _) => Task.FromResult(claim.Take(25)))));
        var ids = claims.SelectMany(c => c).Select(c => c.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.True(ids.Count >= 25, $"{ids.Count} claimed");
    }

    [Fact]
    public async Task A_refused_address_is_given_up_shown_with_the_reason_and_sent_again_on_demand()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        using var app = AppWith(sink);
        await MailAsync(app, "nobody@example.invalid", "示例通知一", "内容");
        await MailAsync(app, "somebody@example.invalid", "示例通知二", "内容");
        Assert.Equal(1, await SendAsync(app));
        Assert.Equal("示例通知二", (await sink.NextAsync())["subject"]!.GetValue<string>());

        using var client = await app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync("/notifications/outbox");
        var row = Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.Contains("no such mailbox", row.TextContent, StringComparison.Ordinal);
        var id = row.QuerySelector("input[name=id]")!.GetAttribute("value")!;
        using var resent = await client.PostFormAsync("/notifications/outbox", new Dictionary<string, string> { ["id"] = id }, "/notifications/outbox?handler=Resend");
        Assert.Equal(HttpStatusCode.Redirect, resent.StatusCode);
        Assert.Equal(["Sent", "Waiting"], States(app));
        Assert.Equal(1, app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'mail.resent' and who = '测试系统管理员'")));
        await SendAsync(app);
        Assert.Equal(["Dead", "Sent"], States(app));
    }

    [Fact]
    public async Task The_connection_can_be_tried_out_and_without_a_server_the_page_says_that_mail_waits()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.Plain);
        using var app = AppWith(sink);
        using var client = await app.SignInAsync("luxian-system");
        using var tried = await client.PostFormAsync("/notifications/outbox", new Dictionary<string, string>(), "/notifications/outbox?handler=Check");
        using var after = await client.GetPageAsync("/notifications/outbox");
        Assert.Contains("已连上邮件服务器", after.Body!.TextContent, StringComparison.Ordinal);

        using var without = new ToyuFlowApp();
        await MailAsync(without, "a@example.invalid", "示例通知", "内容");
        Assert.Equal(0, await SendAsync(without));
        using var other = await without.SignInAsync("luxian-system");
        using var page = await other.GetPageAsync("/notifications/outbox");
        Assert.Contains("还没有设置邮件服务器", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Waiting"], States(without));
    }

    [Theory]
    [InlineData("luxian-health-accept")]
    [InlineData("luxian-operator")]
    [InlineData("luxian-security")]
    [InlineData("luxian-audit")]
    public async Task Nobody_but_the_system_administrator_sees_the_outbox(string userName)
    {
        using var app = new ToyuFlowApp();
        using var client = await app.SignInAsync(userName);
        using var answer = await client.GetAsync("/notifications/outbox");
        Assert.Equal("/accounts/denied", answer.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task Mails_leave_the_outbox_by_the_hundred_a_second()
    {
        await using var sink = await SmtpSink.StartAsync(SmtpSecurity.ImplicitTls, new { quiet = true });
        using var app = AppWith(sink);
        const int Count = 500;
        await app.AsAsync<Notify>("luxian-health-accept", (notify, _) =>
        {
            for (var i = 0; i < Count; i++)
            {
                notify.Mail($"n{i}@example.invalid", $"示例通知第 {i} 封", "您有一项任务即将到期，请及时办理。");
            }

            return Task.CompletedTask;
        });
        var clock = Stopwatch.StartNew();
        Assert.Equal(Count, await SendAsync(app));
        var rate = Count / clock.Elapsed.TotalSeconds;
        output.WriteLine($"{rate:0} mails a second from the outbox over TLS to a local server, each marked as sent");
        Assert.True(rate > 100, $"{rate:0} mails a second");
        Assert.Equal(Count, States(app).Count(s => s == "Sent"));
    }

    private static ToyuFlowApp AppWith(SmtpSink sink)
    {
        var options = sink.Options();
        return new ToyuFlowApp
        {
            Settings =
            {
                ["Mail:Host"] = options.Host,
                ["Mail:Port"] = options.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["Mail:Security"] = options.Security.ToString(),
                ["Mail:TrustedCaFile"] = options.TrustedCaFile!,
                ["Mail:From"] = "notice@example.invalid",
                ["Mail:FromName"] = "托育服务（示例）",
            },
        };
    }

    private static Task<int> SendAsync(ToyuFlowApp app) => app.Services.GetRequiredService<OutboxSender>().RunAsync(CancellationToken.None);

    private static Task MailAsync(ToyuFlowApp app, string to, string subject, string text) => app.AsAsync<Notify>("luxian-health-accept", (notify, _) =>
    {
        notify.Mail(to, subject, text);
        return Task.CompletedTask;
    });

    private static List<string> States(ToyuFlowApp app) => app.Read(sql => sql.List("select state from outbox order by state", row => row.GetString(0)));
}
