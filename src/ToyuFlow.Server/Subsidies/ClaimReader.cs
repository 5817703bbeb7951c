using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Funds;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>Reads a claim for a page: for whoever may see its case, and for finance. Nobody else finds it.</summary>
public sealed class ClaimReader(ToyuDb db, DatabaseReader reader, CurrentUser user, CaseAccess access, PackCatalog packs)
{
    public async Task<ClaimView?> ReadAsync(Guid caseId, CancellationToken cancellationToken)
    {
        var file = await db.Set<Case>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, cancellationToken);
        if (file is null || !MaySee(caseId)
            || await db.Set<Claim>().AsNoTracking().FirstOrDefaultAsync(c => c.CaseId == caseId, cancellationToken) is not { } claim)
        {
            return null;
        }

        var institution = await db.Set<Institution>().Where(i => i.Id == claim.InstitutionId).Select(i => i.Name).FirstAsync(cancellationToken);
        var children = await db.Set<RosterChild>().AsNoTracking().Where(c => c.CaseId == caseId).OrderBy(c => c.FileLine).ToListAsync(cancellationToken);
        var pack = packs[user.TenantId];
        var classes = pack.Classes.ToDictionary(c => c.Code, c => c.Name);
        var funds = reader.Read(sql => CaseFunds.Read(sql, user.TenantId, caseId));
        return new ClaimView(claim, ClaimExplanation.FromJson(claim.Explanation), file.Number, institution, pack.Title, children, classes, funds);
    }

    private bool MaySee(Guid caseId) => user.IsOfRole(FundViewers.FinanceRole) || reader.Read(sql => access.MaySee(sql, caseId));
}

/// <param name="Classes">Class code to its name.</param>
public sealed record ClaimView(
    Claim Claim, ClaimExplanation Explanation, string CaseNumber, string Institution, string PolicyTitle, IReadOnlyList<RosterChild> Children,
    IReadOnlyDictionary<string, string> Classes, CaseFunds Funds);
