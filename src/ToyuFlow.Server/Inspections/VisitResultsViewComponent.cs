using Microsoft.AspNetCore.Mvc;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Inspections;

/// <summary>The results of a visit on the page of its case and of its tasks; those pages have checked who may read the case.</summary>
public sealed class VisitResultsViewComponent(InspectionQuery query, CurrentUser user) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) =>
        query.Results(user.TenantId, caseId) is { } results ? View("/Inspections/_VisitResults.cshtml", results) : Content("");
}
