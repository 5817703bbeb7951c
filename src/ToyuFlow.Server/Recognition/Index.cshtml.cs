using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Recognition;

/// <summary>The institutions that the lead bureau may recognize, with their present standing.</summary>
[Authorize(Policy = LeadBureau.Policy)]
public sealed class IndexModel(ToyuDb db) : PageModel
{
    private const int Most = 200;

    public string Search { get; private set; } = "";

    public IReadOnlyList<Institution> Institutions { get; private set; } = [];

    public long Total { get; private set; }

    public async Task OnGetAsync(string? q, CancellationToken cancellationToken)
    {
        Search = q?.Trim() ?? "";
        var found = db.Set<Institution>().AsNoTracking().Where(i => i.Status == InstitutionStatus.Filed || i.IsInclusive);
        if (Search.Length > 0)
        {
            found = found.Where(i => i.Name.Contains(Search));
        }

        Total = await found.LongCountAsync(cancellationToken);
        Institutions = await found.OrderBy(i => i.Name).Take(Most).ToListAsync(cancellationToken);
    }
}
