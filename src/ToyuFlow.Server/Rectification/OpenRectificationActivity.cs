using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;

namespace ToyuFlow.Server.Rectification;

/// <summary>Begins the case in which the findings of this visit are put right; it goes on by itself, beside the visit.</summary>
public sealed class OpenRectificationActivity(ToyuDb db, Step step, PackCatalog packs, Applications applications, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.OpenRectification";
    public const string MatterCode = "rectification";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var caseId = running.RequiredCaseId;
        var visit = await db.Set<InspectionVisit>().FirstAsync(v => v.CaseId == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == visit.InstitutionId, cancellationToken);
        var pack = packs[step.TenantId];
        var title = $"限期整改：{pack.Roles.GetValueOrDefault(visit.Role, visit.Role)}检查发现的 {visit.Failures} 项问题";
        var input = new JsonObject
        {
            ["visitId"] = visit.Id.ToString(),
            ["role"] = visit.Role,
            ["leadRole"] = pack.LeadRole,
            // Left empty where the county has set none: the re-check then has no limit.
            ["recheckLimit"] = pack.Parameter("rectification.recheck").Value ?? "",
        };
        var file = await applications.BeginAsync(institution, MatterCode, title, new Dictionary<string, string>(), caseId, input, cancellationToken);
        context.JournalData["case"] = file.Number;
        context.Complete();
    }
}
