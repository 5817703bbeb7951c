using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Inspections;

/// <summary>Which departments' visits somebody sees: the lead department all, any other its own.</summary>
public sealed class InspectionSight(CurrentUser user, PackCatalog packs)
{
    /// <summary>Roles of the pack; null for all of them.</summary>
    public IReadOnlyList<string>? Roles { get; } =
        user.IsOfRole(packs[user.TenantId].LeadRole) ? null : [.. user.Posts.SelectMany(p => p.RoleIds).Distinct()];

    public string TenantId => user.TenantId;

    public bool Sees(string role) => Roles is null || Roles.Contains(role);

    public bool IsOwn(string role) => user.IsOfRole(role);

    public string NameOf(string role) => packs[user.TenantId].Roles.GetValueOrDefault(role, role);
}
