using System.Net;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Disbursement;

public sealed class RecallTests : IAsyncLifetime, IDisposable
{
    private const decimal Paid = 100_000;

    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;
    private Guid _case;

    public RecallTests() => _money = new MoneyDriver(_app);

    public async Task InitializeAsync()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        _case = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 20);
        await _money.ReviewAsync(_case);
        await _money.EndPublicityAsync(_case);
        await _money.PayAsync(_case);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task Money_comes_back_by_three_people_and_is_posted_when_it_has_come()
    {
        using var proposer = await _app.SignInAsync("luxian-fin-review");
        Assert.Equal(Path, (await ProposeAsync(proposer, "30000.55")).Headers.Location?.OriginalString);
        using var approver = await _app.SignInAsync("luxian-fin-approve");
        await DoAsync(approver, "Approve");
        Assert.Equal([3_000_000 - Paid, 0, 0, Paid, 0], _money.Line());

        using var payer = await _app.SignInAsync("luxian-fin-pay");
        await DoAsync(payer, "Receive", ("voucher", "示例缴款0001"));
        Assert.Equal([3_000_000 - Paid + 30_000.55m, 0, 0, Paid, 30_000.55m], _money.Line());
        _money.AssertBalanced();
        using var page = await payer.GetPageAsync(Path);
        Assert.Contains("已到账", page.QuerySelector("#recalls")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("5000元/托位", page.Body!.TextContent, StringComparison.Ordinal);

        using var applicant = await _app.SignInAsync(MoneyDriver.Operator);
        using var progress = await applicant.GetPageAsync($"/cases/details/{_case}");
        Assert.Contains("决定追回补助 30,000.55 元（示例追〔2025〕1号）：核查发现多领六个托位", progress.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, _app.Read(sql => sql.Scalar<long>("select count(*) from notice where sentence like '%追回 30,000.55 元%'")));
    }

    [Theory]
    [InlineData("luxian-fin-review", "Approve")]
    [InlineData("luxian-fin-pay", "Approve")]
    [InlineData("luxian-health-approve", "Approve")]
    [InlineData("luxian-fin-approve", "Receive")]
    public async Task Nobody_does_a_step_that_is_not_theirs(string userName, string handler)
    {
        using var proposer = await _app.SignInAsync("luxian-fin-review");
        await ProposeAsync(proposer, "100");
        using var client = await _app.SignInAsync(userName);
        using var refused = await SendAsync(client, handler, ("voucher", "示例缴款0001"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Proposed", State());
    }

    [Fact]
    public async Task Whoever_holds_all_posts_of_finance_still_does_one_step_only()
    {
        using var proposer = await _app.SignInAsync("luxian-fin-review");
        await ProposeAsync(proposer, "100");
        await _app.AsAsync<ToyuFlow.Server.Accounts.StaffRegister>("luxian-security", async (staff, token) =>
        {
            foreach (var post in _app.Read(sql => sql.List("select p.id from post p join unit_role r on r.unit_id = p.unit_id where r.role_id = 'FIN' and p.code <> 'review'", row => row.GetGuid(0))))
            {
                await staff.GivePostAsync(_app.ActorOf("luxian-fin-review").PersonId!.Value, post, token);
            }
        });
        using var own = await SendAsync(proposer, "Approve");
        Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        using var approver = await _app.SignInAsync("luxian-fin-approve");
        await DoAsync(approver, "Approve");
        using var received = await SendAsync(proposer, "Receive", ("voucher", "示例缴款0001"));
        Assert.Equal(HttpStatusCode.Forbidden, received.StatusCode);
        Assert.Equal("Approved", State());
    }

    [Theory]
    [InlineData("100000.01", "amount")]
    [InlineData("0", "amount")]
    [InlineData("十元", "amount")]
    public async Task More_than_was_paid_does_not_come_back_and_what_was_entered_stays(string amount, string field)
    {
        using var proposer = await _app.SignInAsync("luxian-fin-review");
        using var answer = await ProposeAsync(proposer, amount);
        using var page = await answer.ReadPageAsync();
        Assert.NotNull(page.QuerySelector($"#field-{field}-error"));
        Assert.Equal(amount, page.QuerySelector($"[name={field}]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_already_being_recalled_is_not_recalled_again()
    {
        using var proposer = await _app.SignInAsync("luxian-fin-review");
        await ProposeAsync(proposer, "60000");
        using var answer = await ProposeAsync(proposer, "50000", "示例追〔2025〕2号");
        using var page = await answer.ReadPageAsync();
        Assert.Contains("最多还能追回 40,000.00 元", page.QuerySelector("#field-amount-error")!.TextContent, StringComparison.Ordinal);
    }

    private string Path => $"/disbursement/recall/{_case}";

    private async Task<HttpResponseMessage> ProposeAsync(HttpClient client, string amount, string document = "示例追〔2025〕1号") => await client.PostFormAsync(
        Path, new Dictionary<string, string> { ["amount"] = amount, ["document"] = document, ["reason"] = "核查发现多领六个托位", ["operation"] = Guid.NewGuid().ToString("N") });

    private async Task DoAsync(HttpClient client, string handler, params (string Name, string Value)[] fields)
    {
        using var answer = await SendAsync(client, handler, fields);
        Assert.Equal(Path, answer.Headers.Location?.OriginalString);
    }

    private Task<HttpResponseMessage> SendAsync(HttpClient client, string handler, params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Name, f => f.Value);
        values["recall"] = _app.Read(sql => sql.List("select id from recall", row => row.GetGuid(0)))[0].ToString();
        return client.PostFormAsync("/accounts/profile", values, $"{Path}?handler={handler}");
    }

    private string State() => _app.Read(sql => sql.Scalar<string>("select state from recall"))!;
}
