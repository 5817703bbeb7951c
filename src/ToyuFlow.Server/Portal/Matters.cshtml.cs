using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Portal;

/// <summary>办事: every matter of the county with who decides, how long it takes and what to bring; what cannot be done now says why.</summary>
[Authorize(Policy = Policies.Operator)]
public sealed class MattersModel(OperatorDesk desk, MatterGate gate, PackCatalog packs, CurrentUser user, Steps steps) : PageModel
{
    public IReadOnlyList<Institution> Institutions { get; private set; } = [];

    public Institution? Chosen { get; private set; }

    public IReadOnlyList<MatterState> Offered { get; private set; } = [];

    public IReadOnlyList<MatterState> Running { get; private set; } = [];

    public IReadOnlyList<MatterState> NotNow { get; private set; } = [];

    public PolicyPack Pack => packs[user.TenantId];

    public async Task OnGetAsync(Guid? institution, CancellationToken cancellationToken)
    {
        Institutions = await desk.Institutions.AsNoTracking().ToListAsync(cancellationToken);
        Chosen = institution is { } id ? Institutions.FirstOrDefault(i => i.Id == id) ?? throw new MissingException() : Institutions.Count > 0 ? Institutions[0] : null;
        if (Chosen is null)
        {
            return;
        }

        var states = await gate.OfAsync(Chosen, cancellationToken);
        Running = [.. states.Where(s => s.Running is not null)];
        Offered = [.. states.Where(s => s.IsOffered)];
        NotNow = [.. states.Where(s => s is { Running: null, WhyNot: not null })];
    }

    public async Task<IActionResult> OnPostBeginAsync(Guid institution, string matter, CancellationToken cancellationToken)
    {
        var caseId = await steps.RunAsync<BeginApplication, Guid>(user.Actor, null, (begin, token) => begin.RunAsync(institution, matter, token), cancellationToken);
        return LocalRedirect($"/portal/apply/{caseId}");
    }
}
