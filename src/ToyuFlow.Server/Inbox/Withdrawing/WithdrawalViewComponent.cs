using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>On the page of a case: what was asked about its withdrawal, and for the applicant the way to ask.</summary>
public sealed class WithdrawalViewComponent(WithdrawalReader reader) : ViewComponent
{
    public IViewComponentResult Invoke(Guid caseId) =>
        reader.OfCase(caseId) is { } shown && (shown.Lines.Count > 0 || shown.MayAsk) ? View("/Inbox/Withdrawing/_WithdrawalCard.cshtml", shown) : Content("");
}
