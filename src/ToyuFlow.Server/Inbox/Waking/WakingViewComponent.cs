using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Inbox.Waking;

/// <summary>On the page of a closed case: for the head the way to wake it.</summary>
public sealed class WakingViewComponent(WakingReader reader) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) => reader.Read(caseId) is { MayWake: true } shown ? View("/Inbox/Waking/_WakingCard.cshtml", shown) : Content("");
}
