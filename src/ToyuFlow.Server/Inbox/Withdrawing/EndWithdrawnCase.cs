using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>Ends a case at the wish of its applicant: its tasks are closed without a result, its clocks stop, and both sides are told.</summary>
public sealed class EndWithdrawnCase(Step step, WorkflowHost workflows, CaseHold hold, Notify notify)
{
    public async Task RunAsync(Case file, WithdrawalRequest request, CancellationToken cancellationToken)
    {
        var officers = TaskHolders.OfCase(step, file.Id);
        var because = $"申请人撤件（{request.Number}）";
        hold.End(file.Id);
        await workflows.CancelAsync(file.InstanceId!.Value, new EndOfInstance($"已撤件：本件按申请人的要求结束办理（{request.Number}）。", request.Reason), cancellationToken);
        step.Sql.Execute(
            "update work_task set closed_because = @because where tenant_id = @tenant and case_id = @case and status = 'Cancelled' and decided_at = @now and closed_because is null",
            ("because", because), ("tenant", step.TenantId), ("case", file.Id), ("now", step.Now));
        foreach (var officer in officers.Where(o => o != step.Actor.PersonId))
        {
            notify.Person(officer, WithdrawalNotices.Ended.Say(("number", file.Number), ("title", file.Title), ("reason", request.Reason)), $"/cases/details/{file.Id}", file.Id);
        }

        notify.Operators(file.InstitutionId, WithdrawalNotices.Withdrawn.Say(("number", file.Number), ("title", file.Title)), WithdrawalDetailsModel.PathOf(request.Id), file.Id);
    }
}
