using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>What the signed-in operator may see: their institutions and the cases of those. Anything else is missing, whether it exists or not.</summary>
public sealed class OperatorDesk(ToyuDb db, CurrentUser user)
{
    private const int LongestOperation = 64;

    public IQueryable<Institution> Institutions =>
        from o in db.Set<InstitutionOperator>()
        where o.PersonId == user.PersonId
        join i in db.Set<Institution>() on o.InstitutionId equals i.Id
        orderby i.CreatedAt
        select i;

    public IQueryable<Case> Cases =>
        from c in db.Set<Case>()
        where db.Set<InstitutionOperator>().Any(o => o.PersonId == user.PersonId && o.InstitutionId == c.InstitutionId)
        select c;

    public async Task<Institution> InstitutionAsync(Guid id, CancellationToken cancellationToken) =>
        await Institutions.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw new MissingException();

    public async Task<Case> CaseAsync(Guid id, CancellationToken cancellationToken) =>
        await Cases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) ?? throw new MissingException();

    /// <summary>The operation id of a form, made the person's own; null when the form carried none.</summary>
    public string? Operation(string? posted) =>
        string.IsNullOrWhiteSpace(posted) || posted.Length > LongestOperation ? null : $"{user.PersonId:N}:{posted}";
}
