using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Reserves the claim's money; says why where the ceiling does not allow it.</summary>
public sealed class ReserveFundsActivity(ReserveFunds reserve, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.ReserveFunds";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var reservation = await reserve.RunAsync(running.RequiredCaseId, cancellationToken);
        context.SetOutput("Why", reservation.Why);
        context.Complete(reservation.IsReserved ? "Reserved" : "OverCeiling");
    }
}

/// <summary>Waits in the visible queue until money is free or the next budget year begins; or until finance refuses.</summary>
public sealed class AwaitFundsActivity(ToyuDb db, Step step, CaseHistory history, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.AwaitFunds";
    public const string BookmarkKind = "AwaitFunds";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var waiting = await db.Set<WaitingClaim>().FirstAsync(w => w.CaseId == running.RequiredCaseId, cancellationToken);
        var nextYear = context.GetInput<string>("Until") == "next-year";
        var newYear = BeijingTime.StartOf(new DateOnly(BudgetLines.YearOf(step.Now) + 1, 1, 1));
        var bookmark = context.CreateBookmark(BookmarkKind, running.RequiredCaseId.ToString(), null, newYear);
        (waiting.State, waiting.InstanceId, waiting.BookmarkId) = (nextYear ? WaitingState.NextYear : WaitingState.Waiting, running.InstanceId, Guid.Parse(bookmark.Id));
        history.Say(waiting.CaseId, nextYear ? "您的补助已列入下一年度安排，年初自动继续办理。" : "您的补助正在排队等待额度，有额度后自动继续办理，不用重新申请。", automatic: true);
        await db.SaveChangesAsync(cancellationToken);
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        context.SetOutput("Reason", input.GetValueOrDefault("Reason")?.GetValue<string>() ?? "");
        context.Complete(input.GetValueOrDefault("Refused")?.GetValue<bool>() == true ? "Refused" : "Free");
        return ValueTask.CompletedTask;
    }
}

/// <summary>Publicity is over: the reserved money is promised to the payee.</summary>
public sealed class CommitFundsActivity(FundLedger ledger, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.CommitFunds";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        ledger.Commit(running.RequiredCaseId, "公示结束，没有异议");
        context.Complete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The claim is given up.</summary>
public sealed class ReleaseClaimActivity(ReleaseClaim release, RunningInstance running) : Activity
{
    public const string TypeName = "ToyuFlow.ReleaseClaim";

    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        await release.RunAsync(running.RequiredCaseId, context.GetInput<string>("Reason") is { Length: > 0 } reason ? reason : "不予补助，释放资金", cancellationToken);
        context.Complete();
    }
}
