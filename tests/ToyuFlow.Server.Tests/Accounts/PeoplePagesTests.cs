using System.Net;
using ToyuFlow.Server.Inbox;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Accounts;

public sealed class PeoplePagesTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Theory]
    [InlineData("/accounts/people", "luxian-system")]
    [InlineData("/accounts/newperson", "luxian-system")]
    [InlineData("/accounts/units", "luxian-system")]
    [InlineData("/accounts/rights", "luxian-security")]
    [InlineData("/audit", "luxian-audit")]
    public async Task Each_page_is_for_one_office_only(string path, string mayOpen)
    {
        foreach (var name in new[] { "luxian-system", "luxian-security", "luxian-audit", "luxian-health-approve", "luxian-operator" })
        {
            using var client = await _app.SignInAsync(name);
            using var answer = await client.GetAsync(path);
            Assert.True((answer.StatusCode == HttpStatusCode.OK) == (name == mayOpen), $"{name} {path} {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_new_person_signs_in_once_with_the_password_shown_once_and_must_change_it()
    {
        using var client = await _app.SignInAsync("luxian-system");
        using var added = await client.PostFormAsync("/accounts/newperson", new Dictionary<string, string>
        {
            ["kind"] = "Officer",
            ["displayName"] = "测试员新",
            ["userName"] = "new.person",
            ["phone"] = "0830-8190000",
            ["operation"] = "add-1",
        });
        var path = added.Headers.Location!.OriginalString;
        using var shown = await client.GetPageAsync(path);
        var password = shown.QuerySelector("#one-time-password")!.TextContent;
        using var again = await client.GetPageAsync(path);
        Assert.Null(again.QuerySelector("#one-time-password"));
        using var list = await client.GetPageAsync("/accounts/people?q=new.person");
        Assert.Contains("测试员新", Assert.Single(list.QuerySelectorAll("tbody tr")).TextContent, StringComparison.Ordinal);

        using var person = await _app.SignInAsync("new.person", password);
        using var anywhere = await person.GetAsync("/inbox");
        Assert.Equal("/accounts/password", anywhere.Headers.Location?.OriginalString);
        Assert.DoesNotContain(password, _app.Read(sql => string.Join('\n', sql.List("select detail || operation_id from audit_entry", row => row.GetString(0)))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_every_value_is_kept()
    {
        using var client = await _app.SignInAsync("luxian-system");
        using var answer = await client.PostFormAsync("/accounts/newperson", new Dictionary<string, string> { ["displayName"] = "测试员新", ["userName"] = "有空 格", ["email"] = "no address" });
        using var page = await answer.ReadPageAsync();
        Assert.Equal("测试员新", page.QuerySelector("[name=displayName]")!.GetAttribute("value"));
        Assert.Equal("有空 格", page.QuerySelector("[name=userName]")!.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("#field-email-error"));
        Assert.NotNull(page.QuerySelector("#field-kind-error"));
    }

    [Fact]
    public async Task An_administrator_cannot_be_made_here()
    {
        using var client = await _app.SignInAsync("luxian-system");
        using var answer = await client.PostFormAsync("/accounts/newperson", new Dictionary<string, string> { ["kind"] = "Administrator", ["displayName"] = "测试员新", ["userName"] = "new.admin" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from person where user_name = 'new.admin'")));
    }

    [Fact]
    public async Task A_disabled_person_is_out_at_the_next_click_and_what_they_had_claimed_is_back_in_the_pool()
    {
        await new CaseDriver(_app).ApplyAsync("luxian-operator", "registration");
        var task = _app.Read(sql => sql.List("select id from work_task where status = 'Open'", row => row.GetGuid(0)))[0];
        await _app.AsAsync<ClaimTask, ClaimOutcome>("luxian-samr-accept", (claim, _) => Task.FromResult(claim.ClaimAll([task])));
        using var officer = await _app.SignInAsync("luxian-samr-accept");
        using var system = await _app.SignInAsync("luxian-system");
        var id = _app.ActorOf("luxian-samr-accept").PersonId;
        using var done = await system.PostFormAsync($"/accounts/person/{id}", new Dictionary<string, string>(), $"/accounts/person/{id}?handler=Disable");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        using var next = await officer.GetAsync("/inbox");
        Assert.Equal("/accounts/signin", next.Headers.Location?.AbsolutePath);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from work_task where status = 'Open' and assignee_id is null")));
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where action = 'person.disabled'")));
    }

    [Fact]
    public async Task An_account_shows_when_it_signed_in_last_and_a_wrong_password_is_no_sign_in()
    {
        using var system = await _app.SignInAsync("luxian-system");
        var path = $"/accounts/person/{_app.ActorOf("luxian-samr-accept").PersonId}";
        using var wrong = await _app.SignInAsync("luxian-samr-accept", "示例-错误口令");
        Assert.Contains("从未登录", (await system.GetPageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var right = await _app.SignInAsync("luxian-samr-accept");
        Assert.DoesNotContain("从未登录", (await system.GetPageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(ToyuFlowApp.Start.UtcDateTime, _app.Read(sql => sql.List("select last_sign_in_at from person where user_name = 'luxian-samr-accept'", row => row.Instant(0).UtcDateTime)));
    }

    [Fact]
    public async Task Nobody_stops_their_own_account()
    {
        using var system = await _app.SignInAsync("luxian-system");
        var id = _app.ActorOf("luxian-system").PersonId;
        using var answer = await system.PostFormAsync($"/accounts/person/{id}", new Dictionary<string, string>(), $"/accounts/person/{id}?handler=Disable");
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from person where is_disabled")));
    }

    [Fact]
    public async Task A_reset_password_ends_every_session_and_is_good_for_one_sign_in()
    {
        using var officer = await _app.SignInAsync("luxian-samr-accept");
        using var system = await _app.SignInAsync("luxian-system");
        var id = _app.ActorOf("luxian-samr-accept").PersonId;
        using var reset = await system.PostFormAsync($"/accounts/person/{id}", new Dictionary<string, string>(), $"/accounts/person/{id}?handler=Reset");
        using var shown = await system.GetPageAsync($"/accounts/person/{id}");
        var password = shown.QuerySelector("#one-time-password")!.TextContent;
        using var next = await officer.GetAsync("/inbox");
        Assert.Equal("/accounts/signin", next.Headers.Location?.AbsolutePath);
        using var once = await _app.SignInAsync("luxian-samr-accept", password);
        using var anywhere = await once.GetAsync("/inbox");
        Assert.Equal("/accounts/password", anywhere.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Posts_are_given_and_taken_at_once_and_stand_in_the_audit()
    {
        var driver = new CaseDriver(_app);
        await driver.ApplyAsync("luxian-operator", "registration");
        var accept = _app.ActorOf("luxian-samr-accept").PersonId;
        var approve = _app.ActorOf("luxian-samr-approve").PersonId;
        var post = _app.Read(sql => sql.List("select post_id from post_holder where person_id = @p", row => row.GetGuid(0), ("p", accept)))[0];
        using var security = await _app.SignInAsync("luxian-security");
        using var officer = await _app.SignInAsync("luxian-samr-approve");
        Assert.Empty((await officer.GetPageAsync("/inbox?scope=All")).QuerySelectorAll("tbody tr"));
        using var given = await security.PostFormAsync($"/accounts/personrights/{approve}", new Dictionary<string, string> { ["post"] = post.ToString() }, $"/accounts/personrights/{approve}?handler=Give");
        Assert.Single((await officer.GetPageAsync("/inbox?scope=All")).QuerySelectorAll("tbody tr"));
        using var taken = await security.PostFormAsync($"/accounts/personrights/{approve}", new Dictionary<string, string> { ["post"] = post.ToString() }, $"/accounts/personrights/{approve}?handler=Take");
        Assert.Empty((await officer.GetPageAsync("/inbox?scope=All")).QuerySelectorAll("tbody tr"));
        Assert.Equal(["post.given", "post.taken"], _app.Read(sql => sql.List("select action from audit_entry where who = '测试安全管理员' and action like 'post.%' order by action", row => row.GetString(0))));
    }

    [Theory]
    [InlineData("luxian-security")]
    [InlineData("luxian-system")]
    [InlineData("luxian-operator")]
    public async Task Whoever_is_no_officer_cannot_be_given_a_post(string userName)
    {
        var person = _app.ActorOf(userName).PersonId!.Value;
        var post = _app.Read(sql => sql.List("select id from post", row => row.GetGuid(0)))[0];
        using var security = await _app.SignInAsync("luxian-security");
        using var refused = await security.PostFormAsync("/accounts/personrights/" + _app.ActorOf("luxian-samr-accept").PersonId, new Dictionary<string, string> { ["post"] = post.ToString() }, $"/accounts/personrights/{person}?handler=Give");
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from post_holder where person_id = @p", ("p", person))));
    }

    [Fact]
    public async Task Units_are_shown_with_their_roles_posts_and_holders()
    {
        using var client = await _app.SignInAsync("luxian-system");
        using var page = await client.GetPageAsync("/accounts/units");
        var unit = Assert.Single(page.QuerySelectorAll("section"), s => s.QuerySelector("h2")!.TextContent.Contains("市场监管", StringComparison.Ordinal));
        Assert.Contains("受理", unit.TextContent, StringComparison.Ordinal);
        Assert.Contains("测试员", unit.TextContent, StringComparison.Ordinal);
    }
}
