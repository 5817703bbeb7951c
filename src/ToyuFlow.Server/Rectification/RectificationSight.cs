using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Rectification;

/// <summary>Which rectifications somebody sees: an operator those of their institutions, the lead department all, any other department its own.</summary>
public sealed class RectificationSight(CurrentUser user, InspectionSight inspections)
{
    public string TenantId => user.TenantId;

    public bool IsOperator => user.Kind == ActorKind.Operator;

    /// <summary>The condition on rectification r, and its parameters.</summary>
    public (string Where, IReadOnlyList<(string Name, object? Value)> Values) Condition()
    {
        if (IsOperator)
        {
            return (" and exists (select 1 from institution_operator o where o.tenant_id = r.tenant_id and o.institution_id = r.institution_id and o.person_id = @reader)", [("reader", user.PersonId)]);
        }

        return inspections.Roles is { } roles
            ? ($" and r.role in ({string.Join(", ", roles.Select((_, i) => $"@role{i}").DefaultIfEmpty("''"))})", [.. roles.Select((role, i) => ($"role{i}", (object?)role))])
            : ("", []);
    }

    /// <summary>The lead department reads the record; the case is open to those who take part in it.</summary>
    public bool OpensCase(string role) => IsOperator || inspections.IsOwn(role);
}
