using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

[Authorize(Policy = Policies.Officer)]
public sealed class PlanModel(InspectionQuery query, InspectionSight sight) : PageModel
{
    public PlanCoverage Plan { get; private set; } = null!;

    public VisitPage Visits { get; private set; } = null!;

    public InspectionSight Sight { get; } = sight;

    public string? Role { get; private set; }

    public string? State { get; private set; }

    public string? Text { get; private set; }

    public string? NextHref => Visits.Next is { } next
        ? Href(Role, State) + $"&afterName={Uri.EscapeDataString(next.Institution)}&afterRole={next.Role}&afterNumber={next.Number}"
        : null;

    public void OnGet(Guid id, string? role, string? state, string? q, string? afterName, string? afterRole, int afterNumber)
    {
        (Role, State, Text) = (string.IsNullOrEmpty(role) ? null : role, string.IsNullOrEmpty(state) ? null : state, q);
        Plan = query.Plans(Sight.TenantId, id).FirstOrDefault(p => Sight.Roles is null || p.Roles.Any(r => Sight.Sees(r.Role))) ?? throw new MissingException();
        Visits = query.Visits(new VisitRequest(Sight.TenantId, id, Sight.Roles)
        {
            Role = Role,
            State = State,
            Text = q,
            After = afterName is null ? null : new VisitKey(afterName, afterRole ?? "", afterNumber),
        });
    }

    public string Href(string? role, string? state) => $"/inspections/plan/{Plan.Plan.Id}?role={role}&state={state}&q={Uri.EscapeDataString(Text ?? "")}";
}
