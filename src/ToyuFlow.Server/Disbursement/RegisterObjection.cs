using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Disbursement;

/// <summary>An officer of a unit that takes part in the case enters an objection that somebody raised during publicity; the claim is looked into again.</summary>
public sealed class RegisterObjection(ToyuDb db, Step step, WorkflowHost workflows, AuditTrail audit)
{
    public async Task RunAsync(Guid publicityId, string objection, CancellationToken cancellationToken)
    {
        var publicity = await db.Set<Publicity>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == publicityId, cancellationToken) ?? throw new MissingException();
        await RefuseStrangerAsync(publicity.CaseId, cancellationToken);
        var text = objection.Trim();
        if (text.Length is < 5 or > 1000)
        {
            throw new InvalidInputException("objection", "请写明异议内容和提出人的联系方式是否已核实，5 到 1000 个字。");
        }

        if (publicity.State != PublicityState.Running)
        {
            throw new ConflictException("公示已经结束或已登记过异议，这次登记没有生效。");
        }

        audit.Record("publicity.objection", "publicity", publicity.Id.ToString(), publicity.CaseId);
        await workflows.ResumeAsync(publicity.InstanceId, publicity.BookmarkId, new Dictionary<string, JsonNode?> { ["Objection"] = text }, cancellationToken);
    }

    private async Task RefuseStrangerAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var person = step.Actor.PersonId ?? throw new ForbiddenException("登录后才能登记异议。");
        var units = RightsReader.Posts(step.Sql, step.TenantId, person).Select(p => p.UnitId).Distinct().ToList();
        if (!await db.Set<CaseUnit>().AnyAsync(u => u.CaseId == caseId && units.Contains(u.UnitId), cancellationToken))
        {
            throw new ForbiddenException("只有办理本件的部门可以登记异议。");
        }
    }
}
