using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Filing;

/// <summary>Finds receipts for who may see them: the operators of the institution and the officers of the lead bureau. For others there are none.</summary>
public sealed class FilingDocuments(ToyuDb db, CurrentUser user, LeadBureau lead)
{
    public IQueryable<FilingRecord> Visible => lead.IsMember
        ? db.Set<FilingRecord>().AsNoTracking()
        : db.Set<FilingRecord>().AsNoTracking().Where(f => db.Set<InstitutionOperator>().Any(o => o.PersonId == user.PersonId && o.InstitutionId == f.InstitutionId));

    public async Task<FilingRecord> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await Visible.FirstOrDefaultAsync(f => f.Id == id, cancellationToken) ?? throw new MissingException();
}
