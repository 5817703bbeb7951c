using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Subsidies;

/// <summary>The amount of a case with everything it rests on.</summary>
[Authorize(Policy = Policies.OfficerOrOperator)]
public sealed class ClaimModel(ClaimReader claims) : PageModel
{
    public ClaimView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid caseId, CancellationToken cancellationToken)
    {
        if (await claims.ReadAsync(caseId, cancellationToken) is not { } view)
        {
            return NotFound();
        }

        View = view;
        return Page();
    }
}
