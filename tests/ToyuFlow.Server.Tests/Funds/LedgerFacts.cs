using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Funds;

/// <summary>What the ledger keeps on every database, also when many ask at once.</summary>
public abstract class LedgerFacts(ToyuFlowApp app) : IDisposable
{
    private readonly LedgerDesk _desk = new(app);
    private readonly MoneyDriver _money = new(app);

    public void Dispose()
    {
        app.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task Money_moves_from_available_to_paid_and_back()
    {
        var caseId = await _desk.CaseAsync();
        Assert.True(await _desk.ReserveAsync(caseId, 400_000));
        Assert.Equal([2_600_000, 400_000, 0, 0, 0], _money.Line());
        Assert.True(await _desk.DoAsync(l => l.Commit(caseId, "")));
        Assert.Equal([2_600_000, 0, 400_000, 0, 0], _money.Line());
        Assert.True(await _desk.DoAsync(l => l.Pay(caseId, "")));
        Assert.Equal([2_600_000, 0, 0, 400_000, 0], _money.Line());
        Assert.True(await _desk.DoAsync(l => l.Recall(caseId, Money.FromYuan(150_000), "示例追回1号", "")));
        Assert.Equal([2_750_000, 0, 0, 400_000, 150_000], _money.Line());
        _money.AssertBalanced();
    }

    protected async Task The_same_movement_asked_for_twice_is_written_once()
    {
        var caseId = await _desk.CaseAsync();
        Assert.True(await _desk.ReserveAsync(caseId, 100));
        Assert.True(await _desk.ReserveAsync(caseId, 100));
        Assert.True(await _desk.DoAsync(l => l.Commit(caseId, "")));
        Assert.False(await _desk.DoAsync(l => l.Commit(caseId, "")));
        Assert.True(await _desk.DoAsync(l => l.Pay(caseId, "")));
        Assert.False(await _desk.DoAsync(l => l.Pay(caseId, "")));
        Assert.True(await _desk.DoAsync(l => l.Recall(caseId, Money.FromYuan(40), "示例1号", "")));
        Assert.False(await _desk.DoAsync(l => l.Recall(caseId, Money.FromYuan(40), "示例1号", "")));
        Assert.Equal([2_999_940, 0, 0, 100, 40], _money.Line());
        Assert.Equal(5, _desk.Entries());
        _money.AssertBalanced();
    }

    protected async Task What_does_not_fit_is_not_reserved_and_leaves_nothing()
    {
        var cases = await _desk.CasesAsync(2);
        Assert.True(await _desk.ReserveAsync(cases[0], 2_999_999.99m));
        Assert.False(await _desk.ReserveAsync(cases[1], 0.02m));
        Assert.True(await _desk.ReserveAsync(cases[1], 0.01m));
        Assert.Equal([0, 3_000_000, 0, 0, 0], _money.Line());
        _money.AssertBalanced();
    }

    protected async Task Sixteen_that_reserve_at_once_never_exceed_the_ceiling()
    {
        var cases = await _desk.CasesAsync(16);
        var reserved = await Task.WhenAll(cases.Select(id => Task.Run(() => _desk.ReserveAsync(id, 300_000))));
        Assert.Equal(10, reserved.Count(done => done));
        Assert.Equal([0, 3_000_000, 0, 0, 0], _money.Line());
        _money.AssertBalanced();
    }

    protected async Task Of_sixteen_payments_of_one_case_one_is_made()
    {
        var caseId = await _desk.CaseAsync();
        await _desk.ReserveAsync(caseId, 14_600);
        await _desk.DoAsync(l => l.Commit(caseId, ""));
        var paid = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _desk.DoAsync(l => l.Pay(caseId, "")))));
        Assert.Single(paid, done => done);
        Assert.Equal([2_985_400, 0, 0, 14_600, 0], _money.Line());
        _money.AssertBalanced();
    }

    protected async Task Commit_and_release_at_once_leave_one_of_the_two_outcomes()
    {
        foreach (var caseId in await _desk.CasesAsync(8))
        {
            await _desk.ReserveAsync(caseId, 1000);
            await Task.WhenAll(Task.Run(() => _desk.DoAsync(l => l.Commit(caseId, ""))), Task.Run(() => _desk.DoAsync(l => l.Release(caseId, ""))));
            Assert.True(app.Read(sql => CaseFunds.Read(sql, ToyuFlowApp.Tenant, caseId)).Held.IsZero);
        }

        Assert.Equal([3_000_000, 0, 0, 0, 0], _money.Line());
        _money.AssertBalanced();
    }

    protected async Task A_reservation_that_was_released_can_be_made_again()
    {
        var caseId = await _desk.CaseAsync();
        Assert.True(await _desk.ReserveAsync(caseId, 100));
        Assert.True(await _desk.DoAsync(l => l.Release(caseId, "")));
        Assert.True(await _desk.ReserveAsync(caseId, 250));
        Assert.Equal([2_999_750, 250, 0, 0, 0], _money.Line());
        _money.AssertBalanced();
    }
}
