using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>On the page of a case: what was asked about its clocks, and the ways to ask. Nothing for an applicant, who reads it in the progress.</summary>
public sealed class ClockActionsViewComponent(ClockChangeList list, ClockReader clocks, DatabaseReader database, PackCatalog packs, CurrentUser user, CaseAccess access) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId)
    {
        if (access.IsOperator)
        {
            return Content("");
        }

        var running = database.Read(sql => clocks.Read(sql, user.TenantId, caseId, packs[user.TenantId])).Where(c => c is { StoppedAt: null, IsPaused: false }).DistinctBy(c => c.Code).ToList();
        var lines = list.OfCase(caseId);
        return running.Count == 0 && lines.Count == 0 ? Content("") : View("/Cases/_ClockActions.cshtml", new ClockActions(caseId, running, lines, list));
    }
}

public sealed record ClockActions(Guid CaseId, IReadOnlyList<ClockView> Running, IReadOnlyList<ClockChangeLine> Lines, ClockChangeList List);
