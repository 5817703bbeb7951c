using Microsoft.AspNetCore.Authorization;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Institutions;

/// <summary>The officers of the unit that leads childcare in the county (牵头部门), as its pack says.</summary>
public sealed class LeadBureau(CurrentUser user, PackCatalog packs) : AuthorizationHandler<LeadBureau.Requirement>
{
    public const string Policy = "lead-bureau";

    public bool IsMember => user.Kind == Storage.ActorKind.Officer && packs.Find(user.TenantId) is { } pack && user.IsOfRole(pack.LeadRole);

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (IsMember)
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    public sealed class Requirement : IAuthorizationRequirement;
}
