using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Inbox.Withdrawing;

/// <summary>A withdrawn claim gives back what it held; one that is promised or paid is not withdrawn.</summary>
public sealed class WithdrawnMoneyTests : IDisposable
{
    private readonly ToyuFlowApp _app = new();
    private readonly MoneyDriver _money;

    public WithdrawnMoneyTests() => _money = new MoneyDriver(_app);

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task In_publicity_it_is_held_and_withdrawn_with_its_money_given_back()
    {
        var caseId = await PublicizedAsync();
        await AskAsync(caseId);
        await _money.EndPublicityAsync(caseId);
        Assert.Equal(["Running"], States());
        await _app.AsAsync<DecideWithdrawal>("luxian-fin-approve", (decide, token) => decide.ApproveAsync(Request(), "示例：同意", token));
        Assert.Equal("Withdrawn", _money.Cases.Status(caseId));
        Assert.Equal(["Stopped"], States());
        Assert.Equal(0, _money.Line()[1]);
        Assert.Equal(0, _app.Read(sql => sql.Scalar<long>("select count(*) from granted_unit where case_id = @case", ("case", caseId))));
        _money.AssertBalanced();
    }

    [Fact]
    public async Task A_refused_one_goes_on_where_its_publicity_had_ended()
    {
        var caseId = await PublicizedAsync();
        await AskAsync(caseId);
        await _money.EndPublicityAsync(caseId);
        await _app.AsAsync<DecideWithdrawal>("luxian-fin-approve", (decide, token) => decide.RefuseAsync(Request(), "示例：请继续", token));
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.Timers.RunAsync(CancellationToken.None);
        await _money.PayAsync(caseId);
        Assert.Equal("Approved", _money.Cases.Status(caseId));
    }

    [Fact]
    public async Task What_is_promised_or_paid_is_not_withdrawn()
    {
        var caseId = await PublicizedAsync();
        await _money.EndPublicityAsync(caseId);
        var refused = await Assert.ThrowsAsync<ConflictException>(() => AskAsync(caseId));
        Assert.Contains("追回", refused.Message, StringComparison.Ordinal);
        await _money.PayAsync(caseId);
        await Assert.ThrowsAsync<ConflictException>(() => AskAsync(caseId));
        using var client = await _app.SignInAsync(MoneyDriver.Operator);
        using var page = await client.GetPageAsync($"/cases/details/{caseId}");
        Assert.Null(page.QuerySelector("#withdrawal"));
    }

    private async Task<Guid> PublicizedAsync()
    {
        await _money.PrepareAsync(MoneyDriver.Operator);
        var caseId = await _money.ApplyForBedsAsync(MoneyDriver.Operator, 30);
        await _money.ReviewAsync(caseId);
        return caseId;
    }

    private Task<Guid> AskAsync(Guid caseId) =>
        _app.AsAsync<AskWithdrawal, Guid>(MoneyDriver.Operator, (ask, token) => ask.RunAsync(caseId, _money.Cases.Revision(caseId), "示例：不再需要", token));

    private Guid Request() => _app.Read(sql => sql.List("select id from withdrawal_request", row => row.GetGuid(0)))[0];

    private List<string> States() => _app.Read(sql => sql.List("select state from publicity", row => row.GetString(0)));
}
