using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;

namespace ToyuFlow.Server.Inspections;

[Authorize(Policy = Policies.Officer)]
public sealed class IndexModel(InspectionQuery query, InspectionSight sight) : PageModel
{
    public IReadOnlyList<PlanCoverage> Plans { get; private set; } = [];

    public InspectionSight Sight { get; } = sight;

    /// <summary>Plans in which the reader's department takes part.</summary>
    public void OnGet() => Plans = [.. query.Plans(Sight.TenantId).Where(p => Sight.Roles is null || p.Roles.Any(r => Sight.Sees(r.Role)))];
}
