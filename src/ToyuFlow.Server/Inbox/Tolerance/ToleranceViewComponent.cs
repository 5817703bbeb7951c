using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Inbox.Tolerance;

/// <summary>On the page of a case that was accepted with gaps: what is missing, by when, and the way to hand it in or to check it.</summary>
public sealed class ToleranceViewComponent(ToleranceReader reader) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) => reader.OfCase(caseId) is { } shown ? View("/Inbox/Tolerance/_ToleranceCard.cshtml", shown) : Content("");
}
