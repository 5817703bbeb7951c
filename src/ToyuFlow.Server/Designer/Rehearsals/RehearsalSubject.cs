using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Designer.Rehearsals;

/// <summary>The applicant of a rehearsal: an institution of the county, or an invented one that is as far as its matter asks; sample entries, sample papers.</summary>
public sealed class RehearsalSubject(ToyuDb db, Step step, PackCatalog packs, Applications applications, Materials materials, InstitutionRegister register, RehearsalPeople people)
{
    private const string Name = "示例·试运行托育园";
    private const string CreditCode = "91990000MA0099991E";

    private DateOnly Today => BeijingTime.DateOf(step.Now);

    /// <summary>Null when nobody can apply for what the definition does.</summary>
    public async Task<AppliedCase?> ApplyAsync(DefinitionVersion version, RehearsalRequest request, CancellationToken cancellationToken)
    {
        var pack = packs[step.TenantId];
        if (pack.Matters.FirstOrDefault(m => m.Code == version.DefinitionId) is not { } matter)
        {
            return null;
        }

        var type = request.Entered.GetValueOrDefault("type") ?? pack.InstitutionTypes[0].Code;
        var institution = request.InstitutionId is { } known
            ? await db.Set<Institution>().FirstOrDefaultAsync(i => i.Id == known, cancellationToken) ?? throw new MissingException("没有这家机构。")
            : await InventAsync(version, type, cancellationToken);
        step.Continue(people.OperatorOf(institution.Id), step.Now);
        var form = SampleAnswers.Fill(matter, Today, Own(institution, request.Entered));
        var caseId = await applications.OpenAsync(institution.Id, matter.Code, cancellationToken);
        await applications.SaveDraftAsync(caseId, Revision(caseId), form, cancellationToken);
        foreach (var material in matter.RequiredMaterials(form))
        {
            await materials.AddAsync(caseId, material.Code, SampleAnswers.File(material, Today), cancellationToken);
        }

        await applications.SubmitAsync(caseId, Revision(caseId), cancellationToken);
        await step.FlushAsync(cancellationToken);
        var instanceId = await db.Set<Case>().Where(c => c.Id == caseId).Select(c => c.InstanceId).FirstAsync(cancellationToken);
        return new AppliedCase(caseId, instanceId!.Value, form);
    }

    /// <summary>What a correction asks for again.</summary>
    public async Task HandInAgainAsync(Materials papers, Guid caseId, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().AsNoTracking().FirstAsync(c => c.Id == caseId, cancellationToken);
        foreach (var material in packs[step.TenantId].Matter(file.MatterCode).RequiredMaterials(CaseForm.Read(file.Form)))
        {
            await papers.AddAsync(caseId, material.Code, SampleAnswers.File(material, Today), cancellationToken);
        }
    }

    private async Task<Institution> InventAsync(DefinitionVersion version, string type, CancellationToken cancellationToken)
    {
        var founder = people.Invent("试运行申请人", ActorKind.Operator);
        step.Continue(founder, step.Now);
        var institution = await register.FoundAsync(founder.PersonId!.Value, Name, type, cancellationToken);
        if (!version.Json.Contains("\"ToyuFlow.RegisterInstitution\"", StringComparison.Ordinal))
        {
            step.Sql.Execute(
                """
                update institution set status = 'Filed', credit_code = @code, registered_at = @now, filed_at = @now, filing_number = '试运行', accepted_at = @now, places = 60, accepted_places = 60,
                    is_inclusive = @yes, is_demonstration = @yes, payee_name = @name, payee_bank = '示例银行示例支行', payee_account = '6200000000000001234'
                where tenant_id = @tenant and id = @id
                """,
                ("code", CreditCode), ("now", step.Now), ("yes", true), ("name", Name), ("tenant", step.TenantId), ("id", institution.Id));
            db.ChangeTracker.Clear();
        }

        return institution;
    }

    private static Dictionary<string, string> Own(Institution institution, IReadOnlyDictionary<string, string> entered)
    {
        var own = new Dictionary<string, string>
        {
            ["name"] = institution.Name,
            ["type"] = institution.TypeCode,
            ["uscc"] = institution.CreditCode ?? CreditCode,
            ["founder_uscc"] = CreditCode,
            ["account_name"] = institution.PayeeName.Length > 0 ? institution.PayeeName : institution.Name,
        };
        foreach (var (field, value) in entered)
        {
            own[field] = value;
        }

        return own;
    }

    private long Revision(Guid caseId) => step.Sql.Scalar<long>("select revision from case_file where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", caseId));
}
