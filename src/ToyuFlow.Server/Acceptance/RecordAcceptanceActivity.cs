using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Acceptance;

/// <summary>Records that all mandatory items passed, with the number of places that were accepted.</summary>
public sealed class RecordAcceptanceActivity(ToyuDb db, Step step, RunningInstance running, CaseHistory history, AuditTrail audit) : Activity
{
    public const string TypeName = "ToyuFlow.RecordAcceptance";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        var places = int.TryParse(context.GetInput<string>("Places"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : institution.Places;
        institution.PassAcceptance(places, step.Now);
        history.Say(caseId, $"安全验收合格，验收托位 {places} 个。", automatic: true);
        audit.Record("acceptance.passed", "institution", institution.Id.ToString(), caseId, places.ToString(CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(cancellationToken);
        context.Complete();
    }
}
