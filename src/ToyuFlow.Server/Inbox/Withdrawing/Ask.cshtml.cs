using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>The applicant writes why, is told what follows, and confirms it.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class AskWithdrawalModel(WithdrawalReader reader, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    private Guid _asked;

    public WithdrawalsOfCase Shown { get; private set; } = null!;

    public bool IsSure { get; private set; }

    protected override string Next => WithdrawalDetailsModel.PathOf(_asked);

    protected override long CurrentRevision => Shown.Revision;

    public static string PathOf(Guid caseId) => $"/inbox/withdrawing/ask/{caseId}";

    protected override void Take(IFormCollection form) => IsSure = form["sure"] == "true";

    protected override async Task<string> DoAsync()
    {
        if (!IsSure)
        {
            throw new InvalidInputException("sure", texts["请先勾选确认。"]);
        }

        _asked = await steps.RunAsync<AskWithdrawal, Guid>(user.Actor, $"withdraw-{Operation}", (ask, token) => ask.RunAsync(Id, Revision, Reason, token), HttpContext.RequestAborted);
        return Shown.IsAccepted ? texts["已提交，等办理单位的负责人决定。"] : texts["已撤件，本件办理结束。"];
    }

    protected override bool Load()
    {
        if (reader.OfCase(Id) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        return true;
    }
}
