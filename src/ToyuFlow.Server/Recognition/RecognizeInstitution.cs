using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Recognition;

/// <summary>The lead bureau recognizes an institution as 普惠 or 示范性普惠, or takes it back, by a document. Subsidies ask for it.</summary>
public sealed class RecognizeInstitution(ToyuDb db, Step step, PackCatalog packs, Notify notify, AuditTrail audit)
{
    public async Task RunAsync(RecognitionDecision decision, CancellationToken cancellationToken)
    {
        var lead = packs[step.TenantId].LeadRole;
        if (step.Actor.PersonId is not { } person || !RightsReader.Posts(step.Sql, step.TenantId, person).Any(p => p.RoleIds.Contains(lead)))
        {
            throw new ForbiddenException("只有主管部门的工作人员可以认定普惠、示范性普惠托育机构。");
        }

        var institution = await db.Set<Institution>().FirstOrDefaultAsync(i => i.Id == decision.InstitutionId, cancellationToken) ?? throw new MissingException();
        Check(decision, institution, BeijingTime.DateOf(step.Now));
        institution.Recognize(decision.IsInclusive, decision.IsDemonstration);
        db.Add(new RecognitionRecord
        {
            Id = step.NewId(),
            InstitutionId = institution.Id,
            IsInclusive = institution.IsInclusive,
            IsDemonstration = institution.IsDemonstration,
            DocumentNumber = decision.DocumentNumber.Trim(),
            DocumentDate = decision.DocumentDate!.Value,
            DecidedAt = step.Now,
            DecidedBy = step.Actor.Name,
        });
        var standing = StandingOf(institution.IsInclusive, institution.IsDemonstration);
        notify.Operators(institution.Id, RecognitionNotices.Recognized.Say(("institution", institution.Name), ("standing", standing), ("number", decision.DocumentNumber.Trim())), "/portal/institutions");
        audit.Record("institution.recognized", "institution", institution.Id.ToString(), detail: $"{standing} {decision.DocumentNumber.Trim()}");
        await db.SaveChangesAsync(cancellationToken);
    }

    public static string StandingOf(bool inclusive, bool demonstration) => demonstration ? "示范性普惠托育机构" : inclusive ? "普惠托育机构" : "未认定";

    private static void Check(RecognitionDecision decision, Institution institution, DateOnly today)
    {
        var errors = new List<FieldError>();
        if (decision.DocumentNumber.Trim().Length is < 2 or > 60)
        {
            errors.Add(new FieldError("documentNumber", "请填写认定（取消认定）文件的文号，2 到 60 个字。"));
        }

        if (decision.DocumentDate is not { } date || date > today)
        {
            errors.Add(new FieldError("documentDate", "请填写文件日期，不能晚于今天。"));
        }

        if ((decision.IsInclusive || decision.IsDemonstration) && institution.Status is not InstitutionStatus.Filed)
        {
            errors.Add(new FieldError("standing", "只有已备案的机构可以认定，请先办理备案。"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }
}

public sealed record RecognitionDecision(Guid InstitutionId, bool IsInclusive, bool IsDemonstration, string DocumentNumber, DateOnly? DocumentDate);
