using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Tests.Hosting;
using ToyuFlow.Server.Tests.Inbox.Signing;

namespace ToyuFlow.Server.Tests.Notifications.Templates;

/// <summary>A county's own words for what people are told.</summary>
public sealed class TemplateTests : IDisposable
{
    private const string Officer = "luxian-samr-accept";

    private static readonly TemplateKey Offered = new(InboxNotices.Offered.Code, "", Languages.Chinese);

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Every_built_in_text_of_every_event_is_a_correct_template_with_values_that_it_knows()
    {
        var events = _app.Services.GetServices<NoticeEvent>().ToList();
        Assert.Equal(events.Count, events.DistinctBy(e => e.Code).Count());
        Assert.Empty(events.SelectMany(e => Languages.All.SelectMany(l => WriteTemplate.Problems(new TemplateKey(e.Code, "", l), e, e.BuiltIn(l)).Select(p => p.Message))));
    }

    [Fact]
    public async Task What_is_saved_is_what_people_read_until_it_is_put_back()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        var path = TemplateModel.Path(Offered);
        using var saved = await admin.PostFormAsync(path, Fields("有新任务：{{title}}", "{{institution}}的{{title}}请尽快办理。"), path);
        Assert.Equal(path, saved.Headers.Location?.OriginalString);
        await TellAsync();
        Assert.Equal("示例·园的受理请尽快办理。", Sentence());
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        using var reset = await admin.PostFormAsync(path, new Dictionary<string, string>(), path + "&handler=Reset");
        await TellAsync();
        Assert.Equal("“示例·园”有一件事等您办理：受理（1号）。", Sentence());
        Assert.Equal(["template.reset", "template.saved"], _app.Read(sql => sql.List("select action from audit_entry where action like 'template.%' order by action", row => row.GetString(0))));
    }

    [Fact]
    public async Task A_step_may_have_words_of_its_own()
    {
        var flow = new SigningFlow(_app);
        await _app.AsAsync<WriteTemplate>("luxian-system", (write, _) =>
        {
            write.Save(Offered with { Step = "registration/sign" }, new NoticeWords("签办", "请签：{{title}}"), 0);
            write.Save(Offered with { Step = "registration/other" }, new NoticeWords("别的", "不是这一步"), 0);
            return Task.CompletedTask;
        });
        await flow.BeginAsync(SigningFlow.First(1));
        Assert.Equal("请签：示例签办", Sentence());
    }

    [Fact]
    public async Task Whoever_wants_English_gets_it()
    {
        await _app.AsAsync<ChooseNotices>(Officer, (choose, _) =>
        {
            choose.Run("", [], Timing.AtOnce, Languages.English);
            return Task.CompletedTask;
        });
        await TellAsync();
        Assert.Equal("受理 (1号) of “示例·园” waits for you.", Sentence());
    }

    [Fact]
    public async Task A_faulty_template_is_refused_with_its_name_line_and_reason_and_kept_on_the_page()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        var path = TemplateModel.Path(Offered);
        using var answer = await admin.PostFormAsync(path, Fields("标题", "第一行\n{{wrong}}"), path);
        using var page = await answer.ReadPageAsync();
        Assert.Contains("模板“请您办理（中文）”正文第 2 行：没有“wrong”这个值", page.QuerySelector("#field-body-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("第一行\n{{wrong}}", page.QuerySelector("#field-body")!.TextContent);
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from notice_template")));
    }

    [Fact]
    public async Task The_preview_shows_sample_values_and_saves_nothing()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        var path = TemplateModel.Path(Offered);
        using var answer = await admin.PostFormAsync(path, Fields("有新任务：{{title}}", "{{institution}}<b>"), path + "&handler=Preview");
        using var page = await answer.ReadPageAsync();
        Assert.Equal("有新任务：示例：受理审查", page.QuerySelector("#preview h2")!.TextContent);
        Assert.Equal("示例·小橙子托育园<b>", page.QuerySelector("#preview p")!.TextContent);
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from notice_template")));
    }

    [Fact]
    public async Task Two_administrators_do_not_overwrite_each_other()
    {
        using var admin = await _app.SignInAsync("luxian-system");
        var path = TemplateModel.Path(Offered);
        using var first = await admin.PostFormAsync(path, Fields("甲", "甲"), path);
        using var late = await admin.PostFormAsync(path, Fields("乙", "乙"), path);
        Assert.Equal("甲", _app.Read(sql => sql.Scalar<string>("select subject from notice_template")));
    }

    private static Dictionary<string, string> Fields(string subject, string body) => new() { ["subject"] = subject, ["body"] = body, ["revision"] = "0" };

    private Task TellAsync() => _app.AsAsync<Notify>("luxian-system", (notify, _) =>
    {
        notify.Person(_app.ActorOf(Officer).PersonId!.Value, InboxNotices.Offered.Say(("institution", "示例·园"), ("title", "受理"), ("number", "1号")), "/inbox");
        return Task.CompletedTask;
    });

    private string Sentence() => _app.Read(sql => sql.List("select sentence from notice order by id desc limit 1", row => row.GetString(0)))[0];
}
