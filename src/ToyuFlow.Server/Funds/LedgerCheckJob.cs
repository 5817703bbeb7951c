using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Funds;

/// <summary>Every night all balances are computed again; a difference makes the job fail, so that it stands among the failed ones until somebody has looked.</summary>
public sealed class LedgerCheckJob(LedgerCheck check) : IRecurringJob
{
    public Task<string> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        var faults = check.Run().Where(f => f.TenantId == tenantId).ToList();
        return faults.Count == 0
            ? Task.FromResult("台账与余额一致，没有超出额度。")
            : throw new InvalidOperationException($"资金台账有 {faults.Count} 处不符：{string.Join("；", faults.Take(10))}");
    }
}
