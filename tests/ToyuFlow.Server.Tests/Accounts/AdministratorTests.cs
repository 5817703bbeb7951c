using System.Net;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Accounts;

public sealed class AdministratorTests : IDisposable
{
    private const string Page = "/accounts/administrators";

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task An_administrator_is_made_by_one_and_confirmed_by_another_and_changes_the_password_first()
    {
        using var system = await _app.SignInAsync("luxian-system");
        await ProposeNewAsync(system, "System");
        Assert.Equal(0, Count("select count(*) from person where user_name = 'second.admin'"));

        using var security = await _app.SignInAsync("luxian-security");
        using var page = await security.GetPageAsync(Page);
        Assert.Contains("测试第二管理员", page.QuerySelector("#open-changes")!.TextContent, StringComparison.Ordinal);
        using var confirmed = await ConfirmAsync(security);
        using var shown = await security.GetPageAsync(Page);
        var password = shown.QuerySelector("#one-time-password")!.TextContent;
        using var again = await security.GetPageAsync(Page);
        Assert.Null(again.QuerySelector("#one-time-password"));

        using var second = await _app.SignInAsync("second.admin", password);
        using var anywhere = await second.GetAsync("/accounts/people");
        Assert.Equal("/accounts/password", anywhere.Headers.Location?.OriginalString);
        Assert.Equal(["administrator.confirmed", "administrator.proposed"], _app.Read(sql => sql.List("select action from audit_entry where action like 'administrator.%' order by action", row => row.GetString(0))));
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from audit_entry where detail like @p", ("p", $"%{password}%"))));
    }

    [Fact]
    public async Task Nobody_confirms_what_they_have_proposed_themselves_and_no_colleague_of_the_same_office_does()
    {
        using var system = await _app.SignInAsync("luxian-system");
        await ProposeNewAsync(system, "System");
        using var own = await ConfirmAsync(system);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var security = await _app.SignInAsync("luxian-security");
        using var confirmed = await ConfirmAsync(security);
        using var page = await security.GetPageAsync(Page);
        await NewPasswordAsync("second.admin", page.QuerySelector("#one-time-password")!.TextContent);

        await ProposeNewAsync(system, "Audit", "third.admin");
        using var second = await _app.SignInAsync("second.admin", "Second-2025");
        using var refused = await ConfirmAsync(second);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(0, Count("select count(*) from person where user_name = 'third.admin'"));
    }

    [Fact]
    public async Task The_system_administrator_alone_cannot_take_over_a_colleagues_account()
    {
        using var system = await _app.SignInAsync("luxian-system");
        var security = _app.ActorOf("luxian-security").PersonId;
        var stamp = Stamp("luxian-security");
        foreach (var handler in new[] { "Reset", "Disable" })
        {
            using var refused = await system.PostFormAsync("/accounts/profile", new Dictionary<string, string>(), $"/accounts/person/{security}?handler={handler}");
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        }

        using var page = await system.GetPageAsync($"/accounts/person/{security}");
        Assert.Null(page.QuerySelector("#one-time-password"));
        Assert.Equal(stamp, Stamp("luxian-security"));
    }

    [Fact]
    public async Task A_password_is_reset_by_two_and_whom_it_is_about_is_neither()
    {
        using var system = await _app.SignInAsync("luxian-system");
        using var security = await _app.SignInAsync("luxian-security");
        using var proposed = await ProposeAsync(system, "luxian-security", "ResetPassword");
        using var own = await ConfirmAsync(security);
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var audit = await _app.SignInAsync("luxian-audit");
        using var confirmed = await ConfirmAsync(audit);
        using var next = await security.GetAsync("/accounts/rights");
        Assert.Equal("/accounts/signin", next.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task The_last_of_an_office_stays()
    {
        using var system = await _app.SignInAsync("luxian-system");
        using var refused = await ProposeAsync(system, "luxian-audit", "Disable");
        Assert.Equal(0, Count("select count(*) from administrator_change"));
    }

    private static async Task ProposeNewAsync(HttpClient client, string office, string userName = "second.admin")
    {
        using var answer = await client.PostFormAsync("/accounts/newadministrator", new Dictionary<string, string>
        {
            ["office"] = office,
            ["displayName"] = "测试第二管理员",
            ["userName"] = userName,
        });
        Assert.Equal(Page, answer.Headers.Location?.OriginalString);
    }

    private Task<HttpResponseMessage> ProposeAsync(HttpClient client, string about, string kind) => client.PostFormAsync(
        "/accounts/profile", new Dictionary<string, string> { ["person"] = _app.ActorOf(about).PersonId.ToString()!, ["kind"] = kind }, $"{Page}?handler=Propose");

    private Task<HttpResponseMessage> ConfirmAsync(HttpClient client) => client.PostFormAsync(
        "/accounts/profile",
        new Dictionary<string, string> { ["change"] = _app.Read(sql => sql.List("select id from administrator_change where state = 'Open'", row => row.GetGuid(0)))[0].ToString() },
        $"{Page}?handler=Confirm");

    private async Task NewPasswordAsync(string userName, string password)
    {
        using var client = await _app.SignInAsync(userName, password);
        using var changed = await client.PostFormAsync("/accounts/password", new Dictionary<string, string> { ["old"] = password, ["new"] = "Second-2025", ["again"] = "Second-2025" });
        Assert.Equal("/", changed.Headers.Location?.OriginalString);
    }

    private string Stamp(string userName) => _app.Read(sql => sql.Scalar<string>("select security_stamp from person where user_name = @name", ("name", userName)))!;

    private long Count(string query) => _app.Read(sql => sql.Scalar<long>(query));
}
