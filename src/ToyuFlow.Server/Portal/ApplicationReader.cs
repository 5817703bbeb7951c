using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>Reads an application of the signed-in operator's own; of anybody else's there is nothing to see.</summary>
public sealed class ApplicationReader(OperatorDesk desk, ToyuDb db, PackCatalog packs, CurrentUser user)
{
    public async Task<Application> ReadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await desk.CaseAsync(caseId, cancellationToken);
        var matter = packs[user.TenantId].Matters.FirstOrDefault(m => m.Code == file.MatterCode) ?? throw new MissingException();
        var institution = await desk.InstitutionAsync(file.InstitutionId, cancellationToken);
        var papers = await db.Set<CaseMaterial>().AsNoTracking().Where(m => m.CaseId == caseId && !m.IsSuperseded).OrderBy(m => m.UploadedAt).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        return new Application(file, institution, matter, papers);
    }
}
