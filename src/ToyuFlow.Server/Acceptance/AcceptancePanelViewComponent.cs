using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Acceptance;

/// <summary>The conclusions of the departments on the page of an acceptance and of its tasks; those pages have checked who may read the case.</summary>
public sealed class AcceptancePanelViewComponent(ToyuDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid caseId)
    {
        var results = await db.Set<AcceptanceResult>().AsNoTracking().Where(r => r.CaseId == caseId).ToListAsync(HttpContext.RequestAborted);
        return results.Count == 0 ? Content("") : View("/Acceptance/_AcceptancePanel.cshtml", AcceptancePanel.Of(results));
    }
}
