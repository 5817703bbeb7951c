using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Rectification;

/// <summary>The notice, its findings and its deadline on the page of the case and of its tasks.</summary>
public sealed class RectificationCardViewComponent(RectificationQuery query, RectificationSight sight) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) =>
        query.OfCase(caseId, sight) is { } details ? View("/Rectification/_RectificationCard.cshtml", details) : Content("");
}
