using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>A corrected application is only taken back when its form and papers are complete; its notice is answered with that.</summary>
public sealed class AnswerCorrection(ToyuDb db, Step step, Applications applications)
{
    public async Task RunAsync(Guid caseId, CancellationToken cancellationToken)
    {
        await applications.CheckAsync(await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken), cancellationToken);
        step.Sql.Execute(
            "update correction_notice set answered_at = @now where tenant_id = @tenant and case_id = @case and answered_at is null",
            ("now", step.Now), ("tenant", step.TenantId), ("case", caseId));
    }
}
