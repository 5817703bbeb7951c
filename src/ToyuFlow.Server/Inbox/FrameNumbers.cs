using System.Security.Claims;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Inbox.Withdrawing;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications;

namespace ToyuFlow.Server.Inbox;

/// <summary>The numbers of the top bar: tasks that wait for the person, messages that they have not read.</summary>
public sealed class FrameNumbers(InboxQuery inbox, NoticeList notices, SupervisionReader supervision, ClockChangeList clocks, WithdrawalReader withdrawals, CurrentUser person) : IFrameCounts
{
    public Task<FrameCounts> OfAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => Task.FromResult(person.IsSignedIn
        ? new FrameCounts((int)inbox.Count(InboxRequest.Of(person)), (int)notices.CountUnread(person.TenantId, person.PersonId)) { Supervision = supervision.CountMine(), Requests = clocks.CountMine() + withdrawals.CountMine() }
        : FrameCounts.None);
}
