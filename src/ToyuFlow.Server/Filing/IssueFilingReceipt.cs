using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Filing;

/// <summary>Issues the 备案回执 with its number and the 基本条件告知书 (登记和备案办法 第九条). Only an institution that is registered can be filed.</summary>
public sealed class IssueFilingReceipt(ToyuDb db, Step step, PackCatalog packs, Numbering numbering, CaseHistory history, Notify notify, AuditTrail audit)
{
    public async Task<FilingRecord> RunAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        if (institution.CreditCode is null)
        {
            throw new ConflictException("该机构还没有登记，不能出具备案回执。请先核实登记情况。");
        }

        if (await db.Set<FilingRecord>().AnyAsync(f => f.InstitutionId == institution.Id && f.VoidedAt == null, cancellationToken))
        {
            throw new ConflictException("该机构已有有效的备案回执；内容变化请办理变更备案。");
        }

        var pack = packs[step.TenantId];
        var form = CaseForm.Read(file.Form);
        var record = new FilingRecord
        {
            Id = step.NewId(),
            InstitutionId = institution.Id,
            CaseId = caseId,
            Number = numbering.Next("filing", "托育备案〔{year}〕{n:0000}号"),
            InstitutionName = institution.Name,
            CreditCode = institution.CreditCode,
            Address = institution.Address,
            RegisteredBy = pack.RouteFor(institution.TypeCode) is { } route && pack.UnitsOf(route.Role) is [var unit, ..] ? unit.Name : "",
            Places = int.TryParse(form.GetValueOrDefault("beds"), out var places) ? places : institution.Places,
            IssuedByUnit = pack.UnitsOf(pack.LeadRole)[0].Name,
            IssuedBy = step.Actor.Name,
            IssuedAt = step.Now,
            VerificationCode = Convert.ToHexString(RandomNumberGenerator.GetBytes(10)),
        };
        db.Add(record);
        institution.Places = record.Places;
        institution.File(record.Number, step.Now);
        history.Say(caseId, $"{record.IssuedByUnit}已出具备案回执 {record.Number}，同时告知托育机构基本条件。");
        notify.Operators(institution.Id, FilingNotices.Filed.Say(("number", record.Number), ("institution", institution.Name)), $"/filing/receipt/{record.Id}", caseId);
        audit.Record("filing.issued", "institution", institution.Id.ToString(), caseId, record.Number);
        await db.SaveChangesAsync(cancellationToken);
        return record;
    }
}
