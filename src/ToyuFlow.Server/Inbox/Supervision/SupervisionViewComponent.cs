using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>On the page of a case: its 督办单, and for a supervisor the way to a new one.</summary>
public sealed class SupervisionViewComponent(SupervisionReader reader) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) =>
        reader.OfCase(caseId) is { } shown && shown.Orders.Count + shown.Tasks.Count > 0 ? View("/Inbox/Supervision/_SupervisionCard.cshtml", shown) : Content("");
}
