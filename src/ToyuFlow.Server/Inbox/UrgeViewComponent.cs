using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Inbox;

/// <summary>The way to 催办 on the page of a case that waits for a unit.</summary>
public sealed class UrgeViewComponent(UrgeReader reader) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) =>
        reader.Read(caseId) is { Tasks.Count: > 0 } view ? View("/Inbox/_UrgeCard.cshtml", view) : Content("");
}
