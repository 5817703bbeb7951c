using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Subsidies;

namespace ToyuFlow.Server.Disbursement;

/// <summary>The claim is given up: its money, its beds, children and months, and its place in the queue are free again.</summary>
public sealed class ReleaseClaim(ToyuDb db, Step step, FundLedger ledger, GrantedUnits units)
{
    public async Task RunAsync(Guid caseId, string reason, CancellationToken cancellationToken)
    {
        ledger.Release(caseId, reason);
        units.Release(caseId);
        if (await db.Set<WaitingClaim>().FirstOrDefaultAsync(w => w.CaseId == caseId, cancellationToken) is { } waiting)
        {
            ReserveFunds.Leave(waiting);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>The case has ended before its time: nothing of it is shown to the public any more, and what it held and was not paid is free.</summary>
    public async Task EndAsync(Guid caseId, string reason, CancellationToken cancellationToken)
    {
        await db.Set<Publicity>().Where(p => p.CaseId == caseId && p.State == PublicityState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PublicityState.Stopped), cancellationToken);
        if (CaseFunds.Read(step.Sql, step.TenantId, caseId).Paid.IsZero)
        {
            await RunAsync(caseId, reason, cancellationToken);
        }
    }
}
