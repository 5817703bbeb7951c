using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Institutions;

/// <summary>Enters institutions and says who runs them. Runs inside a step.</summary>
public sealed class InstitutionRegister(ToyuDb db, Step step, AuditTrail audit)
{
    /// <summary>An operator begins to found an institution; they are the one who runs it.</summary>
    public async Task<Institution> FoundAsync(Guid personId, string name, string typeCode, CancellationToken cancellationToken)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is < 4 or > 60)
        {
            throw new InvalidInputException("name", "机构名称应为 4 到 60 个字。");
        }

        if (await db.Set<Institution>().AnyAsync(i => i.Name == trimmed, cancellationToken))
        {
            throw new InvalidInputException("name", "本县已有同名机构，请换一个名称。");
        }

        var institution = new Institution { Id = step.NewId(), Name = trimmed, TypeCode = typeCode, CreatedAt = step.Now };
        db.Add(institution);
        db.Add(new InstitutionOperator { Id = step.NewId(), InstitutionId = institution.Id, PersonId = personId });
        audit.Record("institution.founded", "institution", institution.Id.ToString());
        await db.SaveChangesAsync(cancellationToken);
        return institution;
    }
}
