using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

/// <summary>
/// The one place that decides who may see a case. An operator: those of their institutions. An officer: those that a unit of theirs takes part in or that were
/// copied to them (抄送),
/// and as an officer of the lead unit (牵头单位) all of the county, drafts left out. Nobody else, administrators least of all.
/// </summary>
public sealed class CaseAccess(CurrentUser user, PackCatalog packs)
{
    public bool IsOperator => user.Kind == ActorKind.Operator;

    public bool SeesWholeCounty => user.Kind == ActorKind.Officer && packs.Find(user.TenantId) is { } pack && user.IsOfRole(pack.LeadRole);

    /// <summary>What holds of a <c>case_file c</c> that the person may see; uses the values of <see cref="Values"/>. A fixed text.</summary>
    public string Condition => user.Kind switch
    {
        ActorKind.Operator =>
            "c.tenant_id = @tenant and c.institution_id in (select o.institution_id from institution_operator o where o.tenant_id = @tenant and o.person_id = @viewer)",
        ActorKind.Officer when SeesWholeCounty => "c.tenant_id = @tenant and c.status <> 'Draft'",
        ActorKind.Officer =>
            """
            c.tenant_id = @tenant and c.status <> 'Draft' and (c.id in (select k.case_id from case_copy k where k.tenant_id = @tenant and k.person_id = @viewer) or c.id in (
                select u.case_id from case_unit u join post p on p.tenant_id = u.tenant_id and p.unit_id = u.unit_id
                join post_holder h on h.tenant_id = p.tenant_id and h.post_id = p.id
                where u.tenant_id = @tenant and h.person_id = @viewer))
            """,
        _ => "1 = 0",
    };

    public (string Name, object? Value)[] Values => [("tenant", user.TenantId), ("viewer", user.PersonId)];

    public bool MaySee(Sql sql, Guid caseId) =>
        user.IsSignedIn && sql.Scalar<long>($"select count(*) from case_file c where {Condition} and c.id = @case", [.. Values, ("case", caseId)]) > 0;
}
