using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>
/// What anybody may know: which counties are served and which institutions are filed and running there. Nobody is signed in, so no tenant filter
/// holds: each query names its county itself.
/// </summary>
public sealed class PublicCounties(ToyuDb db)
{
    public Task<List<Tenant>> ListAsync(CancellationToken cancellationToken) => db.Set<Tenant>().AsNoTracking().OrderBy(t => t.Id).ToListAsync(cancellationToken);

    /// <summary>The county of an address; without one the only one there is, or the first to begin with.</summary>
    public async Task<(Tenant Chosen, IReadOnlyList<Tenant> All)> ChooseAsync(string? id, CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken);
        var chosen = id is null ? all.FirstOrDefault() : all.Find(t => t.Id == id);
        return (chosen ?? throw new MissingException(), all);
    }

    public IQueryable<Institution> Institutions(string tenantId) =>
        db.Set<Institution>().IgnoreQueryFilters().AsNoTracking().Where(i => i.TenantId == tenantId && i.Status == InstitutionStatus.Filed);
}
