using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Disbursement;

/// <summary>Finance takes a claim out of the queue: it will not be paid, and the applicant is told why.</summary>
public sealed class RefuseWaiting(ToyuDb db, Step step, WorkflowHost workflows, AuditTrail audit)
{
    public async Task RunAsync(Guid caseId, string reason, CancellationToken cancellationToken)
    {
        if (step.Actor.PersonId is not { } person || !RightsReader.Posts(step.Sql, step.TenantId, person).Any(p => p.RoleIds.Contains(FundViewers.FinanceRole)))
        {
            throw new ForbiddenException("只有财政部门的工作人员可以决定排队的补助不予安排。");
        }

        if (reason.Trim().Length is < 2 or > 500)
        {
            throw new InvalidInputException("reason", "请写明不予安排的理由，2 到 500 个字。");
        }

        var waiting = await db.Set<WaitingClaim>().AsNoTracking().FirstOrDefaultAsync(w => w.CaseId == caseId, cancellationToken) ?? throw new MissingException();
        if (waiting is not { InstanceId: { } instance, BookmarkId: { } bookmark })
        {
            throw new ConflictException("本件已不在排队，可能刚刚取得了额度，请刷新后再看。");
        }

        audit.Record("funds.queue-refused", "case", caseId.ToString(), caseId);
        await workflows.ResumeAsync(instance, bookmark, new Dictionary<string, JsonNode?> { ["Refused"] = true, ["Reason"] = reason.Trim() }, cancellationToken);
    }
}
