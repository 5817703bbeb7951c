using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

/// <summary>The applicant withdraws the application (撤件), or after acceptance asks the responsible unit for it.</summary>
public sealed class AskWithdrawal(
    ToyuDb db, Step step, PackCatalog packs, CaseObstacles obstacles, WithdrawalPause pause, EndWithdrawnCase end, Numbering numbering, CaseHistory history, AuditTrail audit, Notify notify)
{
    private const int ShortestReason = 4;

    public async Task<Guid> RunAsync(Guid caseId, long revision, string reason, CancellationToken cancellationToken)
    {
        var file = await RequireAsync(caseId, revision, cancellationToken);
        var text = reason.Trim();
        if (text.Length is < ShortestReason or > HandOnChecks.LongestReason)
        {
            throw new InvalidInputException("reason", $"请写明撤件的理由，{ShortestReason} 到 {HandOnChecks.LongestReason} 字。");
        }

        var unit = UnitOf(caseId);
        var request = new WithdrawalRequest
        {
            Id = step.NewId(),
            CaseId = caseId,
            Number = numbering.Next("withdrawal", "撤件〔{year}〕{n:0000}号"),
            Reason = text,
            UnitId = unit.Id,
            AskedBy = step.Actor.PersonId!.Value,
            AskedByName = step.Actor.Name,
            AskedAt = step.Now,
            Status = file.IsAccepted ? WithdrawalStatus.Asked : WithdrawalStatus.Approved,
            DecidedAt = file.IsAccepted ? null : step.Now,
        };
        db.Add(request);
        await db.SaveChangesAsync(cancellationToken);
        audit.Record("withdrawal.asked", "case", caseId.ToString(), caseId, request.Number);
        if (file.IsAccepted)
        {
            Ask(file, request, unit);
        }
        else
        {
            await end.RunAsync(file, request, cancellationToken);
        }

        return request.Id;
    }

    private async Task<Case> RequireAsync(Guid caseId, long revision, CancellationToken cancellationToken)
    {
        // Locked, so that what is decided at the same moment is decided before or after.
        step.Sql.Scalar<long?>("select 1 from case_file where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", caseId));
        var file = await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) ?? throw new MissingException();
        if (!await db.Set<InstitutionOperator>().AnyAsync(o => o.InstitutionId == file.InstitutionId && o.PersonId == step.Actor.PersonId, cancellationToken))
        {
            throw new MissingException();
        }

        if (!MayBeWithdrawn(packs[step.TenantId], file.MatterCode))
        {
            throw new ConflictException("本件是主管部门发起的，不是申请，不能撤件；有困难请联系办理单位。");
        }

        if (!file.IsOpen)
        {
            throw new ConflictException(file.Status == CaseStatus.Draft ? "这份申请还没有提交，不用撤件，删除草稿就可以了。" : $"本件已于 {BeijingTime.Of(file.ClosedAt ?? step.Now):yyyy-MM-dd} 办结，不能再撤件。");
        }

        if (await db.Set<WithdrawalRequest>().AsNoTracking().FirstOrDefaultAsync(w => w.CaseId == caseId && w.Status == WithdrawalStatus.Asked, cancellationToken) is { } asked)
        {
            throw new ConflictException($"{asked.AskedByName}已于 {BeijingTime.Of(asked.AskedAt):yyyy-MM-dd HH:mm} 申请撤件（{asked.Number}），正在等负责人决定，不用再提交。");
        }

        if (file.Revision != revision)
        {
            throw new ConflictException("您打开页面之后本件有了变化，请核对下面的说明后再提交；撤件还没有提交。");
        }

        obstacles.RequireNone(step, caseId);
        return file;
    }

    /// <summary>Only what an applicant has asked for is theirs to withdraw.</summary>
    public static bool MayBeWithdrawn(PolicyPack pack, string matterCode) => pack.Matters.Any(m => m.Code == matterCode);

    private void Ask(Case file, WithdrawalRequest request, ResponsibleUnit unit)
    {
        pause.Begin(request, unit.Name);
        history.Say(file.Id, $"申请人申请撤件（{request.Number}），等{unit.Name}负责人决定；期间暂停办理，不计入办理时限。", opinion: request.Reason);
        var heads = UnitHeads.Of(step.Sql, step.TenantId, unit.Id).Select(h => h.PersonId).ToHashSet();
        foreach (var head in heads)
        {
            notify.Person(
                head, WithdrawalNotices.Asked.Say(("who", request.AskedByName), ("number", file.Number), ("title", file.Title), ("reason", request.Reason)),
                WithdrawalDetailsModel.PathOf(request.Id), file.Id);
        }

        foreach (var officer in TaskHolders.OfCase(step, file.Id).Where(o => !heads.Contains(o)))
        {
            notify.Person(officer, WithdrawalNotices.Held.Say(("number", file.Number), ("title", file.Title), ("unit", unit.Name)), $"/cases/details/{file.Id}", file.Id);
        }
    }

    /// <summary>
    /// Who has the case now; while it waits for the applicant or for a date, who had it last. Of those the first that has a head, and where none has, the
    /// lead unit.
    /// </summary>
    private ResponsibleUnit UnitOf(Guid caseId)
    {
        var units = step.Sql.List(
            """
            select u.id, u.name from work_task t join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
            where t.tenant_id = @tenant and t.case_id = @case and t.for_applicant = @no
            order by case when t.status = 'Open' then 0 else 1 end, case when t.status = 'Open' then t.created_at else -t.decided_at end, t.id
            """,
            Unit, ("tenant", step.TenantId), ("case", caseId), ("no", false)).Distinct();
        var lead = step.Sql.List(
            "select u.id, u.name from unit_role r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id where r.tenant_id = @tenant and r.role_id = @role order by u.name",
            Unit, ("tenant", step.TenantId), ("role", packs[step.TenantId].LeadRole));
        List<ResponsibleUnit> all = [.. units, .. lead];
        return all.Find(u => UnitHeads.Of(step.Sql, step.TenantId, u.Id).Count > 0)
            ?? all.FirstOrDefault()
            ?? throw new ConflictException("本件还没有分到办理单位，请稍后再撤件。");
    }

    private static ResponsibleUnit Unit(System.Data.Common.DbDataReader row) => new(row.GetGuid(0), row.GetString(1));
}

internal sealed record ResponsibleUnit(Guid Id, string Name);
