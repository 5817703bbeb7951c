using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Registration;

/// <summary>Records a granted registration: the 统一社会信用代码 must be right by itself, fit the institution's type and belong to nobody else.</summary>
public sealed class RegisterInstitution(ToyuDb db, Step step, PackCatalog packs, CaseHistory history, AuditTrail audit)
{
    public async Task RunAsync(Guid caseId, string creditCode, string licenceNumber, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        var code = creditCode.Trim().ToUpperInvariant();
        if (CodeProblems.Find(FieldKind.Uscc, code) is { } problem)
        {
            throw new InvalidInputException("field-uscc", problem);
        }

        var type = packs[step.TenantId].InstitutionTypes.First(t => t.Code == institution.TypeCode);
        if (UnifiedSocialCreditCode.TryParse(code, out var parsed) && parsed!.ProblemFor(type) is { } stranger)
        {
            throw new InvalidInputException("field-uscc", stranger);
        }

        if (await db.Set<Institution>().AnyAsync(i => i.CreditCode == code && i.Id != institution.Id, cancellationToken))
        {
            throw new InvalidInputException("field-uscc", "这个统一社会信用代码已经登记在另一家机构名下。");
        }

        institution.Register(code, caseId, step.Now);
        TakeOver(institution, CaseForm.Read(file.Form));
        history.Say(caseId, $"已准予登记，统一社会信用代码 {code}，证照编号 {licenceNumber}。");
        audit.Record("institution.registered", "institution", institution.Id.ToString(), caseId, code);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>A registration is cancelled (注销), not taken away with its application.</summary>
    public static string? Obstacle(Sql sql, string tenantId, Guid caseId) => sql.Scalar<string?>(
        "select credit_code from institution where tenant_id = @tenant and registration_case_id = @case", ("tenant", tenantId), ("case", caseId)) is { } code
        ? $"本件已经准予登记（统一社会信用代码 {code}），不能撤件或唤醒；不再开办的，请向登记机关申请注销登记。"
        : null;

    /// <summary>What was applied for is now what is registered.</summary>
    private static void TakeOver(Institution institution, Dictionary<string, string> form)
    {
        institution.Name = form.GetValueOrDefault("name", institution.Name);
        institution.Address = form.GetValueOrDefault("address", institution.Address);
        institution.Town = form.GetValueOrDefault("area", institution.Town);
        institution.HeadName = form.GetValueOrDefault("head", institution.HeadName);
        institution.Phone = form.GetValueOrDefault("phone", institution.Phone);
    }
}
