using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>The units whose head the signed-in person is, read once a request.</summary>
public sealed class HeadedUnits(DatabaseReader reader, CurrentUser user)
{
    private IReadOnlySet<Guid>? _ids;

    public IReadOnlySet<Guid> Ids => _ids ??= user.Kind == ActorKind.Officer ? reader.Read(sql => UnitHeads.UnitsOf(sql, user.TenantId, user.PersonId)) : new HashSet<Guid>();
}
