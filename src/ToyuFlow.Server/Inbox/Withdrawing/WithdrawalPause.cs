using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Cases.ClockChanges;
using ToyuFlow.Server.Inbox.Tolerance;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>While a withdrawal is asked for nobody acts on the case and its clocks stand; when the request is refused or taken back both go on.</summary>
public sealed class WithdrawalPause(Step step, CaseHold hold, CaseClocks clocks, MoveClock move, ChangeClock changes, ToleranceBook promises, WorkingCalendar calendar)
{
    private const string Reason = "申请人撤件审查";
    private const string Basis = "申请人撤件审查（不属于行政许可法第四十五条所列情形）";

    /// <param name="unit">Whose head decides.</param>
    public void Begin(WithdrawalRequest request, string unit)
    {
        hold.Begin(
            request.CaseId,
            $"申请人（{request.AskedByName}）已于 {BeijingTime.Of(request.AskedAt):yyyy-MM-dd HH:mm} 申请撤件（{request.Number}），等{unit}负责人决定；决定之前本件暂停办理，不计入办理时限。");
        foreach (var code in clocks.Running(request.CaseId))
        {
            // How long the head takes nobody knows, so what is due keeps its date until the clock goes on.
            move.Follow(clocks.Pause(request.CaseId, code, Reason, Basis, request.Number));
        }
    }

    public async Task EndAsync(WithdrawalRequest request, CancellationToken cancellationToken)
    {
        hold.End(request.CaseId);
        await changes.LastUntilNowAsync(request.CaseId, cancellationToken);
        promises.PutOff(request.CaseId, ClockLedger.Started(request.AskedAt, "").WorkingDays(calendar, step.Now).Running);
        foreach (var code in clocks.PausedBy(request.CaseId, request.Number))
        {
            move.Follow(clocks.Resume(request.CaseId, code, "撤件审查结束，继续办理"));
        }
    }
}
