using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Money has become free on a line: whoever waits for it goes on, in the order of approval, as far as it lasts. Runs inside the step of the timer.</summary>
public sealed class WakeQueue(ToyuDb db, Step step, PackCatalog packs, WorkflowHost workflows)
{
    public async Task RunAsync(Guid lineId, CancellationToken cancellationToken)
    {
        if (await db.Set<BudgetLine>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == lineId, cancellationToken) is not { } line)
        {
            return;
        }

        // Where those who wait are cut together, money that becomes free is for all of them; finance decides when.
        if (packs[step.TenantId].Budget(line.Code).OverCeiling == OverCeiling.Prorate)
        {
            return;
        }

        var queue = await db.Set<WaitingClaim>().AsNoTracking()
            .Where(w => w.BudgetCode == line.Code && w.Year == line.Year && (w.State == WaitingState.Undecided || w.State == WaitingState.Waiting))
            .Where(w => !db.Set<WorkflowInstance>().Any(i => i.Id == w.InstanceId && i.HeldBecause != null))
            .OrderBy(w => w.Since).ThenBy(w => w.Id).ToListAsync(cancellationToken);
        var left = line.Available;
        foreach (var first in queue.TakeWhile(w => w is { State: WaitingState.Waiting, InstanceId: not null, BookmarkId: not null }))
        {
            left -= first.Amount;
            if (left.IsNegative)
            {
                return;
            }

            await workflows.ResumeAsync(first.InstanceId!.Value, first.BookmarkId!.Value, new Dictionary<string, JsonNode?>(), cancellationToken);
        }
    }
}
