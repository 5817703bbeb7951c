using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Tests.Hosting;

namespace ToyuFlow.Server.Tests.Funds;

/// <summary>Any sequence of movements, against a plain model of what should be there.</summary>
public sealed class LedgerPropertyTests : IDisposable
{
    private const int Cases = 6;
    private const long Ceiling = 300_000_000;

    private readonly ToyuFlowApp _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Any_sequence_of_movements_balances_and_stays_under_the_ceiling()
    {
        var movement = from kind in Gen.Elements(LedgerKind.Reserve, LedgerKind.Reserve, LedgerKind.Commit, LedgerKind.Pay, LedgerKind.Release, LedgerKind.Recall)
                       from who in Gen.Choose(0, Cases - 1)
                       from amount in Gen.Choose(1, 150_000_000)
                       select new Asked(kind, who, amount);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(movement.ArrayOf(40).ToArbitrary(), Run));
    }

    [Fact]
    public async Task The_check_finds_a_posting_that_was_changed_and_a_balance_that_was_changed()
    {
        var desk = new LedgerDesk(_app);
        await desk.ReserveAsync(await desk.CaseAsync(), 100);
        await _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, (services, _) =>
        {
            var sql = services.GetRequiredService<Step>().Sql;
            sql.Execute("update ledger_posting set amount = amount + 1 where account = 'Reserved'");
            sql.Execute("update budget_line set available = available - 500, paid = paid + 500");
            return Task.CompletedTask;
        }, CancellationToken.None);
        var faults = _app.Services.GetRequiredService<LedgerCheck>().Run().Select(f => f.What).ToList();
        Assert.Contains(faults, f => f.Contains("合计 0.01 元", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("可用余额", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("已拨付余额", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("已预留余额", StringComparison.Ordinal));
        await using var scope = _app.Services.CreateAsyncScope();
        await Assert.ThrowsAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<LedgerCheckJob>().RunAsync(ToyuFlowApp.Tenant, CancellationToken.None));
    }

    /// <summary>One step for a whole sequence, a part for each movement, so that a refused one is undone as it is in life; undone at the end.</summary>
    private bool Run(Asked[] sequence)
    {
        var cases = new LedgerDesk(_app).CasesAsync(Cases).GetAwaiter().GetResult();
        var model = new Model();
        var error = Record.ExceptionAsync(() => _app.Steps.RunAsync(Actor.System(ToyuFlowApp.Tenant), null, async (services, token) =>
        {
            var (step, ledger) = (services.GetRequiredService<Step>(), services.GetRequiredService<FundLedger>());
            foreach (var (asked, index) in sequence.Select((a, i) => (a, i)))
            {
                try
                {
                    await step.PartAsync(() => Task.FromResult(Move(ledger, cases[asked.Who], asked, index)), token);
                }
                catch (RefusedException)
                {
                }

                model.Move(asked);
                Assert.Empty(LedgerCheck.Run(step.Sql));
                Assert.Equal(model.Balances, step.Sql.List(
                    "select available, reserved, committed, paid, recalled from budget_line", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))).DefaultIfEmpty((Ceiling, 0, 0, 0, 0)).Single());
            }

            throw new OperationCanceledException("undone");
        }, CancellationToken.None)).GetAwaiter().GetResult();
        return error is OperationCanceledException ? true : throw new InvalidOperationException("A sequence failed.", error);
    }

    private static bool Move(FundLedger ledger, Guid caseId, Asked asked, int index) => asked.Kind switch
    {
        LedgerKind.Reserve => ledger.Reserve(caseId, LedgerDesk.Budget, LedgerDesk.Year, new Money(asked.Fen), ""),
        LedgerKind.Commit => ledger.Commit(caseId, ""),
        LedgerKind.Pay => ledger.Pay(caseId, ""),
        LedgerKind.Release => ledger.Release(caseId, ""),
        _ => ledger.Recall(caseId, new Money(asked.Fen), $"示例{index}号", ""),
    };

    private sealed record Asked(LedgerKind Kind, int Who, long Fen);

    /// <summary>The rules in the plainest words.</summary>
    private sealed class Model
    {
        private readonly long[] _reserved = new long[Cases];
        private readonly long[] _committed = new long[Cases];
        private readonly long[] _paid = new long[Cases];
        private readonly long[] _recalled = new long[Cases];

        public (long, long, long, long, long) Balances => (Available, _reserved.Sum(), _committed.Sum(), _paid.Sum(), _recalled.Sum());

        private long Available => Ceiling - _reserved.Sum() - _committed.Sum() - _paid.Sum() + _recalled.Sum();

        public void Move(Asked asked)
        {
            var i = asked.Who;
            switch (asked.Kind)
            {
                case LedgerKind.Reserve when _reserved[i] + _committed[i] == 0 && asked.Fen <= Available && _paid[i] == 0:
                    _reserved[i] = asked.Fen;
                    break;
                case LedgerKind.Commit:
                    (_committed[i], _reserved[i]) = (_committed[i] + _reserved[i], 0);
                    break;
                case LedgerKind.Pay when _paid[i] == 0:
                    (_paid[i], _committed[i]) = (_committed[i], 0);
                    break;
                case LedgerKind.Release:
                    (_reserved[i], _committed[i]) = (0, 0);
                    break;
                case LedgerKind.Recall when asked.Fen <= _paid[i] - _recalled[i]:
                    _recalled[i] += asked.Fen;
                    break;
                default:
                    break;
            }
        }
    }
}
