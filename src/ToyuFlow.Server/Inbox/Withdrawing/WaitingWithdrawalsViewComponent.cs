using Microsoft.AspNetCore.Mvc;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>The withdrawals that wait for a head, on the page of what heads decide.</summary>
public sealed class WaitingWithdrawalsViewComponent(WithdrawalReader reader) : ViewComponent
{
    public IViewComponentResult Invoke() => View("/Inbox/Withdrawing/_WaitingWithdrawals.cshtml", reader.Waiting());
}
