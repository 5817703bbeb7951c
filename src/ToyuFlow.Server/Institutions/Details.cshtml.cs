using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Institutions;

/// <summary>Everything that is known of an institution, with what other folders add.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class DetailsModel(ToyuDb db, PackCatalog packs, CurrentUser user, LeadBureau lead, IEnumerable<InstitutionPanel> panels) : PageModel
{
    private const string FinanceRole = "FIN";
    private const int ShownDigits = 4;

    public Institution Institution { get; private set; } = null!;

    public IReadOnlyList<string> Operators { get; private set; } = [];

    public IReadOnlyList<DrawnInstitutionPanel> Panels { get; private set; } = [];

    public string Type => packs[user.TenantId].InstitutionTypes.FirstOrDefault(t => t.Code == Institution.TypeCode)?.Name ?? Institution.TypeCode;

    /// <summary>Bank details concern those who grant and those who pay.</summary>
    public bool ShowsAccount => Institution.PayeeAccount.Length > 0 && (lead.IsMember || user.IsOfRole(FinanceRole));

    public string CoveredAccount => Institution.PayeeAccount.Length <= ShownDigits ? Institution.PayeeAccount : $"**** {Institution.PayeeAccount[^ShownDigits..]}";

    public async Task OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Institution = await db.Set<Institution>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellationToken) ?? throw new MissingException();
        Operators = await (from o in db.Set<InstitutionOperator>()
                           where o.InstitutionId == id
                           join p in db.Set<Person>() on o.PersonId equals p.Id
                           orderby p.DisplayName
                           select p.DisplayName).ToListAsync(cancellationToken);
        var drawn = new List<DrawnInstitutionPanel>();
        foreach (var panel in panels.OrderBy(p => p.Order))
        {
            if (await panel.Read(HttpContext.RequestServices, Institution, cancellationToken) is { } model)
            {
                drawn.Add(new DrawnInstitutionPanel(panel.Partial, model));
            }
        }

        Panels = drawn;
    }
}
