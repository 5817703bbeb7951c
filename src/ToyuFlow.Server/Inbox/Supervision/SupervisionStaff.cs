using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>
/// Who works where, as far as supervision asks. A unit is supervised by its 督查 post where somebody holds one, else by its head; the supervisors of the
/// lead unit supervise the whole county.
/// </summary>
public sealed class SupervisionStaff
{
    private const string SupervisingPost = "supervise";

    private readonly ILookup<Guid, (string Post, Guid Person)> _byUnit;
    private readonly ILookup<Guid, Guid> _heads;
    private readonly IReadOnlyList<Guid> _leadUnits;

    private SupervisionStaff(ILookup<Guid, (string, Guid)> byUnit, ILookup<Guid, Guid> heads, IReadOnlyList<Guid> leadUnits) => (_byUnit, _heads, _leadUnits) = (byUnit, heads, leadUnits);

    public static SupervisionStaff Read(Sql sql, string tenantId, string leadRole) => new(
        sql.List(
            """
            select o.unit_id, o.code, h.person_id from post_holder h
            join post o on o.tenant_id = h.tenant_id and o.id = h.post_id join person p on p.id = h.person_id
            where h.tenant_id = @tenant and p.is_disabled = @no order by o.unit_id, p.user_name
            """,
            row => (Unit: row.GetGuid(0), Post: row.GetString(1), Person: row.GetGuid(2)),
            ("tenant", tenantId), ("no", false)).ToLookup(h => h.Unit, h => (h.Post, h.Person)),
        UnitHeads.All(sql, tenantId).ToLookup(h => h.UnitId, h => h.PersonId),
        sql.List("select unit_id from unit_role where tenant_id = @tenant and role_id = @role", row => row.GetGuid(0), ("tenant", tenantId), ("role", leadRole)));

    public IReadOnlyList<Guid> In(Guid unitId) => [.. _byUnit[unitId].Select(h => h.Person).Distinct()];

    public bool WorksIn(Guid personId, Guid unitId) => _byUnit[unitId].Any(h => h.Person == personId);

    /// <summary>The supervisors of the unit and of the county.</summary>
    public IReadOnlyList<Guid> SupervisorsOf(Guid unitId) => [.. _leadUnits.Prepend(unitId).SelectMany(OwnSupervisors).Distinct()];

    /// <summary>The unit in whose name the person supervises the other; null when they do not.</summary>
    public Guid? SupervisesFrom(Guid personId, Guid unitId) =>
        _leadUnits.Prepend(unitId).Where(u => OwnSupervisors(u).Contains(personId)).Select(u => (Guid?)u).FirstOrDefault();

    public bool SupervisesCounty(Guid personId) => _leadUnits.Any(u => OwnSupervisors(u).Contains(personId));

    /// <summary>Who has to answer: the person named, or their whole unit once they are gone from it.</summary>
    public IReadOnlyList<Guid> Answerers(SupervisionRow order) => order.PersonId is { } person && WorksIn(person, order.UnitId) ? [person] : In(order.UnitId);

    /// <summary>Who checks the answer: whoever opened it, or the other supervisors once they are gone; never who has to answer.</summary>
    public IReadOnlyList<Guid> Reviewers(SupervisionRow order)
    {
        IReadOnlyList<Guid> all = [.. SupervisorsOf(order.OpenedUnitId).Where(p => p != order.PersonId)];
        return all.Contains(order.OpenedBy) ? [order.OpenedBy] : all.Count > 0 ? all : In(order.OpenedUnitId);
    }

    /// <summary>In whose queue it lies. Nobody's only when it is struck off, or when neither unit has anybody left.</summary>
    public IReadOnlyList<Guid> QueueOf(SupervisionRow order)
    {
        var answerers = Answerers(order);
        return order.State switch
        {
            SupervisionState.Closed => [],
            SupervisionState.Answered => Reviewers(order),
            _ when answerers.Count == 0 => Reviewers(order),
            _ when order.ExtensionDays is not null => [.. answerers.Union(Reviewers(order))],
            _ => answerers,
        };
    }

    public bool MaySee(Guid personId, SupervisionRow order) =>
        personId == order.OpenedBy || personId == order.PersonId || WorksIn(personId, order.UnitId) || WorksIn(personId, order.OpenedUnitId) || SupervisesCounty(personId);

    private IReadOnlyList<Guid> OwnSupervisors(Guid unitId) =>
        [.. _byUnit[unitId].Where(h => h.Post == SupervisingPost).Select(h => h.Person).ToList() is { Count: > 0 } named ? named : _heads[unitId]];
}
