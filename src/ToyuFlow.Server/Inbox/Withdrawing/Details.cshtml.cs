using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>A withdrawal: its head decides it, its applicant may take it back, and once it is through this is the confirmation.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class WithdrawalDetailsModel(WithdrawalReader reader, CurrentUser user, Steps steps, Texts texts) : ActPage
{
    private string _act = "";

    public WithdrawalLine Shown { get; private set; } = null!;

    public bool MayDecide => reader.MayDecide(Shown);

    public bool MayRetract => reader.MayRetract(Shown);

    protected override string Next => PathOf(Id);

    public static string PathOf(Guid id) => $"/inbox/withdrawing/details/{id}";

    protected override void Take(IFormCollection form) => _act = form["act"].ToString();

    protected override Task<string> DoAsync() => _act switch
    {
        nameof(WithdrawalStatus.Approved) => RunAsync((decide, token) => decide.ApproveAsync(Id, Reason, token), texts["已同意撤件，本件办理结束。"]),
        nameof(WithdrawalStatus.Refused) => RunAsync((decide, token) => decide.RefuseAsync(Id, Reason, token), texts["已答复不同意，本件恢复计时。"]),
        nameof(WithdrawalStatus.Retracted) => RunAsync((decide, token) => decide.RetractAsync(Id, token), texts["已收回撤件申请，本件继续办理。"]),
        _ => throw new InvalidInputException("act", texts["请选择要办理的事项。"]),
    };

    protected override bool Load()
    {
        if (reader.Find(Id) is not { } shown)
        {
            return false;
        }

        Shown = shown;
        return true;
    }

    private async Task<string> RunAsync(Func<DecideWithdrawal, CancellationToken, Task> act, string done)
    {
        await steps.RunAsync(user.Actor, $"withdrawal-{Operation}", act, HttpContext.RequestAborted);
        return done;
    }
}
