using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Cases;

/// <summary>An applicant opens a case as a draft, saves it as often as they like and submits it; the submission starts its workflow. Runs inside a step.</summary>
public sealed class Applications(ToyuDb db, Step step, PackCatalog packs, Numbering numbering, WorkflowHost workflows, CaseHistory history, AuditTrail audit)
{
    private const string NumberPattern = "托〔{year}〕{n:000000}";

    public async Task<Guid> OpenAsync(Guid institutionId, string matterCode, CancellationToken cancellationToken)
    {
        var institution = await OwnInstitutionAsync(institutionId, cancellationToken);
        var matter = packs[step.TenantId].Matter(matterCode);
        // A month's subsidy may wait for publicity or money while the next month is due.
        var recurs = packs[step.TenantId].Recurs(matterCode);
        var running = await db.Set<Case>().FirstOrDefaultAsync(
            c => c.InstitutionId == institutionId && c.MatterCode == matterCode
                && (c.Status == CaseStatus.Draft || (!recurs && (c.Status == CaseStatus.Submitted || c.Status == CaseStatus.Correcting || c.Status == CaseStatus.Accepted))),
            cancellationToken);
        if (running is not null)
        {
            // Asking twice leads to the same case instead of a second one.
            return running.Id;
        }

        var opened = Add(institution, matter.Code, matter.Name, CaseForm.Keep(matter, Known(institution)));
        await db.SaveChangesAsync(cancellationToken);
        return opened.Id;
    }

    public async Task SaveDraftAsync(Guid caseId, long revision, IReadOnlyDictionary<string, string> entered, CancellationToken cancellationToken)
    {
        var file = await OwnCaseAsync(caseId, cancellationToken);
        RefuseUnlessEditable(file, revision);
        var matter = packs[step.TenantId].Matter(file.MatterCode);
        var form = CaseForm.Read(file.Form);
        foreach (var field in matter.Fields.Where(f => entered.ContainsKey(f.Code)))
        {
            form.Remove(field.Code);
        }

        foreach (var (code, value) in CaseForm.Keep(matter, entered))
        {
            form[code] = value;
        }

        file.Form = CaseForm.Write(form);
        file.Revision++;
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task SubmitAsync(Guid caseId, long revision, CancellationToken cancellationToken)
    {
        var file = await OwnCaseAsync(caseId, cancellationToken);
        if (file.Status != CaseStatus.Draft)
        {
            throw new ConflictException($"本申请已经提交，编号 {file.Number}，不用再提交一次。");
        }

        RefuseUnlessEditable(file, revision);
        await CheckAsync(file, cancellationToken);
        await DecideTypeAsync(file, cancellationToken);
        await StartAsync(file, [], cancellationToken);
        audit.Record("case.submitted", "case", file.Id.ToString(), file.Id, file.Title);
    }

    /// <summary>Throws a draft away with its papers; a case that was handed in stays.</summary>
    public async Task DiscardAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await OwnCaseAsync(caseId, cancellationToken);
        if (file.Status != CaseStatus.Draft)
        {
            throw new ConflictException("本申请已经提交，不能删除。不想再办可以撤回。");
        }

        db.RemoveRange(await db.Set<CaseMaterial>().Where(m => m.CaseId == caseId).ToListAsync(cancellationToken));
        db.Remove(file);
        audit.Record("case.discarded", "case", file.Id.ToString(), null, file.Title);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Refuses unless the form and the papers are complete; also used before a corrected application is sent again.</summary>
    public async Task CheckAsync(Case file, CancellationToken cancellationToken)
    {
        var matter = packs[step.TenantId].Matter(file.MatterCode);
        var uploaded = await db.Set<CaseMaterial>().Where(m => m.CaseId == file.Id && !m.IsSuperseded).Select(m => m.Code).Distinct().ToListAsync(cancellationToken);
        var problems = CaseForm.Problems(matter, CaseForm.Read(file.Form), uploaded, file.Status);
        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    /// <summary>Opens a case that an office or the system begins (an inspection visit, a rectification) and starts its workflow.</summary>
    public async Task<Case> BeginAsync(Institution institution, string matterCode, string title, IReadOnlyDictionary<string, string> form, Guid? parent, JsonObject input, CancellationToken cancellationToken)
    {
        var file = Add(institution, matterCode, title, form);
        file.ParentCaseId = parent;
        await StartAsync(file, input, cancellationToken);
        return file;
    }

    private async Task StartAsync(Case file, JsonObject input, CancellationToken cancellationToken)
    {
        file.Number = numbering.Next("case", NumberPattern);
        file.Status = CaseStatus.Submitted;
        file.SubmittedAt = step.Now;
        file.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        if (!step.Actor.IsSystem && input.Count == 0)
        {
            history.Say(file.Id, $"您已提交“{file.Title}”，编号 {file.Number}。");
        }

        foreach (var (code, value) in CaseForm.Read(file.Form))
        {
            input[code] = value;
        }

        input["caseId"] = file.Id.ToString();
        input["institutionId"] = institution.Id.ToString();
        input["institutionName"] = institution.Name;
        input["institutionType"] = institution.TypeCode;
        var instanceId = await workflows.StartAsync(file.MatterCode, file.Id, input, cancellationToken);
        // Plain SQL, because an activity that failed has emptied the change tracker.
        step.Sql.Execute("update case_file set instance_id = @instance where tenant_id = @tenant and id = @id", ("instance", instanceId), ("tenant", step.TenantId), ("id", file.Id));
    }

    /// <summary>Until an authority has registered it, an institution is of the type that its application states; that decides who registers it.</summary>
    private async Task DecideTypeAsync(Case file, CancellationToken cancellationToken)
    {
        var institution = await db.Set<Institution>().FirstAsync(i => i.Id == file.InstitutionId, cancellationToken);
        if (institution.Status != InstitutionStatus.Founding || CaseForm.Read(file.Form).GetValueOrDefault("type") is not { } type || type == institution.TypeCode)
        {
            return;
        }

        institution.TypeCode = packs[step.TenantId].RouteFor(type) is not null
            ? type
            : throw new InvalidInputException("field-type", "政策没有规定这种性质的机构由哪个部门登记，请换一种性质，或先咨询主管部门。");
    }

    private Case Add(Institution institution, string matterCode, string title, IReadOnlyDictionary<string, string> form)
    {
        var file = new Case
        {
            Id = step.NewId(),
            MatterCode = matterCode,
            Title = title,
            InstitutionId = institution.Id,
            OpenedBy = step.Actor.PersonId,
            Form = CaseForm.Write(form),
            Revision = 1,
            CreatedAt = step.Now,
        };
        db.Add(file);
        return file;
    }

    private async Task<Institution> OwnInstitutionAsync(Guid institutionId, CancellationToken cancellationToken)
    {
        var mine = await db.Set<InstitutionOperator>().AnyAsync(o => o.InstitutionId == institutionId && o.PersonId == step.Actor.PersonId, cancellationToken);
        return mine ? await db.Set<Institution>().FirstAsync(i => i.Id == institutionId, cancellationToken) : throw new MissingException();
    }

    private async Task<Case> OwnCaseAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken) ?? throw new MissingException();
        await OwnInstitutionAsync(file.InstitutionId, cancellationToken);
        return file;
    }

    private static void RefuseUnlessEditable(Case file, long revision)
    {
        if (file.Status is not (CaseStatus.Draft or CaseStatus.Correcting))
        {
            throw new ConflictException("本申请正在办理，现在不能修改。需要修改时请联系受理窗口。");
        }

        if (file.Revision != revision)
        {
            throw new ConflictException("您在另一个页面改过这份申请。请刷新后再填写，刚才填写的内容没有保存。");
        }
    }

    /// <summary>Nothing is asked twice: what is known of the institution is filled in.</summary>
    private static Dictionary<string, string> Known(Institution institution)
    {
        var known = new Dictionary<string, string> { ["name"] = institution.Name, ["type"] = institution.TypeCode };
        void Put(string code, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                known[code] = value;
            }
        }

        Put("address", institution.Address);
        Put("area", institution.Town);
        Put("head", institution.HeadName);
        Put("phone", institution.Phone);
        Put("uscc", institution.CreditCode);
        Put("beds", institution.Places > 0 ? institution.Places.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        return known;
    }
}
