using System.Net;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications;

public sealed class NotificationsPageTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Opening_a_message_marks_it_as_read_and_leads_to_what_it_is_about()
    {
        await TellAsync("luxian-operator", "示例消息一", "/inbox");
        using var client = await _app.SignInAsync("luxian-operator");
        using var page = await client.GetPageAsync("/notifications");
        var button = page.QuerySelector(".tf-unread button")!;
        Assert.Contains("示例消息一", button.TextContent, StringComparison.Ordinal);

        using var opened = await client.PostFormAsync("/notifications", new Dictionary<string, string> { ["id"] = button.GetAttribute("value")! }, "/notifications?handler=Open");
        Assert.Equal("/inbox", opened.Headers.Location?.OriginalString);
        using var after = await client.GetPageAsync("/notifications");
        Assert.Null(after.QuerySelector(".tf-unread"));
    }

    [Fact]
    public async Task A_message_of_somebody_else_is_not_there()
    {
        await TellAsync("luxian-operator", "示例消息一", "/inbox");
        await TellAsync("luxian-operator2", "示例消息二", "/inbox");
        var foreign = _app.Read(sql => sql.List("select id from notice where sentence = '示例消息一'", row => row.GetGuid(0)))[0];
        using var client = await _app.SignInAsync("luxian-operator2");
        using var page = await client.GetPageAsync("/notifications");
        Assert.DoesNotContain("示例消息一", page.Body!.TextContent, StringComparison.Ordinal);
        using var opened = await client.PostFormAsync("/notifications", new Dictionary<string, string> { ["id"] = foreign.ToString() }, "/notifications?handler=Open");
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
    }

    [Fact]
    public async Task All_are_marked_as_read_except_what_came_in_after_the_page_was_drawn()
    {
        await TellAsync("luxian-operator", "示例消息一", "/inbox");
        using var client = await _app.SignInAsync("luxian-operator");
        using var page = await client.GetPageAsync("/notifications");
        var until = page.QuerySelector("input[name=until]")!.GetAttribute("value")!;
        _app.Clock.Advance(TimeSpan.FromSeconds(5));
        await TellAsync("luxian-operator", "示例消息二", "/inbox");
        using var marked = await client.PostFormAsync("/notifications", new Dictionary<string, string> { ["until"] = until }, "/notifications?handler=All");

        using var unread = await client.GetPageAsync("/notifications?unread=true");
        Assert.Contains("示例消息二", Assert.Single(unread.QuerySelectorAll(".tf-notices li")).TextContent, StringComparison.Ordinal);
    }

    private Task TellAsync(string userName, string sentence, string href) => _app.AsAsync<Notify>(userName, (notify, _) =>
    {
        notify.Person(_app.ActorOf(userName).PersonId!.Value, TestNotices.Plain(NoticeKind.Task, sentence, sentence), href);
        return Task.CompletedTask;
    });
}
