using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>When its case was closed a claim gave its beds, children and months back. A woken one takes them again, and goes on only if it still comes to the same.</summary>
public sealed class WakeClaim(ToyuDb db, CalculateSubsidy calculate)
{
    public async Task RunAsync(Guid caseId, CancellationToken cancellationToken)
    {
        if (await db.Set<Claim>().AsNoTracking().FirstOrDefaultAsync(c => c.CaseId == caseId, cancellationToken) is not { } before)
        {
            return;
        }

        var now = await calculate.RunAsync(caseId, cancellationToken);
        if (now.Verdict != before.Verdict || now.Amount != before.Amount)
        {
            throw new ConflictException($"重新测算的结果与办结前不同（原 {before.Amount} 元，现 {now.Amount} 元），不能从原来的环节继续，请申请人重新申请。");
        }
    }
}
