using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Lost;

/// <summary>Every night; a lost case makes the job fail, so that it stands among the failed ones until somebody has looked.</summary>
public sealed class LostCasesJob(LostCases lost) : IRecurringJob
{
    public Task<string> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        var found = lost.Of(tenantId);
        return found.Count == 0
            ? Task.FromResult("每一件在办的案件都有人办理或有到期的等待。")
            : throw new InvalidOperationException($"有 {found.Count} 件没有着落，请在“无人办理”中处理：{string.Join("；", found.Take(10))}");
    }
}
