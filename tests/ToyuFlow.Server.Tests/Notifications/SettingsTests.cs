using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Notifications;

public sealed class SettingsTests : IDisposable
{
    private const string Page = "/notifications/settings";
    private const string Person = "luxian-operator";

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("app.Money", 1, 0)]
    [InlineData("mail.Money", 0, 1)]
    [InlineData("app.Money,mail.Money", 1, 1)]
    public async Task What_is_chosen_for_a_kind_is_how_one_is_told_of_it(string ticked, long messages, long mails)
    {
        using var client = await _app.SignInAsync(Person);
        await SaveAsync(client, "test@example.test", ticked.Split(',', StringSplitOptions.RemoveEmptyEntries));
        await TellAsync(NoticeKind.Money);
        Assert.Equal((messages, mails), (Messages(), Mails()));
    }

    [Fact]
    public async Task Whoever_has_chosen_nothing_is_told_in_both_ways()
    {
        await TellAsync(NoticeKind.Result);
        Assert.Equal((1, 1), (Messages(), Mails()));
    }

    [Fact]
    public async Task What_one_must_act_on_stands_in_the_messages_in_any_case()
    {
        using var client = await _app.SignInAsync(Person);
        await SaveAsync(client, "test@example.test");
        await TellAsync(NoticeKind.Task);
        await TellAsync(NoticeKind.Inspection);
        Assert.Equal((2, 0), (Messages(), Mails()));
        using var page = await client.GetPageAsync(Page);
        Assert.Null(page.QuerySelector("[name='app.Task']"));
        Assert.False(page.QuerySelector("[name='app.Money']")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task A_test_mail_goes_to_ones_own_address_and_not_again_within_a_minute()
    {
        using var client = await _app.SignInAsync(Person);
        await SaveAsync(client, "mine@example.test");
        using var first = await client.PostFormAsync(Page, new Dictionary<string, string>(), $"{Page}?handler=Test");
        using var second = await client.PostFormAsync(Page, new Dictionary<string, string>(), $"{Page}?handler=Test");
        Assert.Equal(["mine@example.test"], _app.Read(sql => sql.List("select recipient from outbox", row => row.GetString(0))));
        _app.Clock.Advance(TimeSpan.FromSeconds(61));
        using var third = await client.PostFormAsync(Page, new Dictionary<string, string>(), $"{Page}?handler=Test");
        Assert.Equal(2, Mails());
    }

    [Fact]
    public async Task A_wrong_address_is_told_beside_the_field_and_nothing_is_saved()
    {
        using var client = await _app.SignInAsync(Person);
        using var answer = await client.PostFormAsync(Page, new Dictionary<string, string> { ["email"] = "no address", ["app.Money"] = "true" });
        using var page = await answer.ReadPageAsync();
        Assert.NotNull(page.QuerySelector("#field-email-error"));
        Assert.Equal("no address", page.QuerySelector("[name=email]")!.GetAttribute("value"));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from notice_choice")));
    }

    [Fact]
    public async Task An_operator_has_the_messages_in_the_navigation_with_how_many_are_unread()
    {
        await TellAsync(NoticeKind.Task);
        using var client = await _app.SignInAsync(Person);
        using var page = await client.GetPageAsync("/portal/institutions");
        Assert.Equal("1", page.QuerySelector("nav a[href='/notifications'] .tf-count")!.TextContent);
    }

    private static async Task SaveAsync(HttpClient client, string email, params string[] ticked)
    {
        var fields = ticked.ToDictionary(t => t, _ => "true");
        fields["email"] = email;
        using var answer = await client.PostFormAsync(Page, fields);
        Assert.Equal(Page, answer.Headers.Location?.OriginalString);
    }

    private Task TellAsync(NoticeKind kind) => _app.AsAsync<Notify>(Person, (notify, _) =>
    {
        notify.Person(_app.ActorOf(Person).PersonId!.Value, TestNotices.Plain(kind, "示例标题", "示例消息"), "/");
        return Task.CompletedTask;
    });

    private long Messages() => _app.Read(sql => sql.Scalar<long>("select count(*) from notice"));

    private long Mails() => _app.Read(sql => sql.Scalar<long>("select count(*) from outbox"));
}
