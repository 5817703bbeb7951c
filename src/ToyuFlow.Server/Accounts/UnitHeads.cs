using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>负责人 of a unit: whoever holds its post of that name; in a unit without one, the holders of its approving post. Only accounts that work.</summary>
public static class UnitHeads
{
    private const string HeadPost = "head";
    private const string ApprovingPost = "approve";

    private const string Holders =
        $"""
        select p.id, p.display_name, o.id, o.code, u.id, u.name from post_holder h
        join person p on p.id = h.person_id and p.is_disabled = @no
        join post o on o.tenant_id = h.tenant_id and o.id = h.post_id and o.code in ('{HeadPost}', '{ApprovingPost}')
        join unit u on u.tenant_id = o.tenant_id and u.id = o.unit_id
        where h.tenant_id = @tenant
        """;

    public static IReadOnlyList<UnitHead> Of(Sql sql, string tenantId, Guid unitId) => Read(sql, tenantId, "u.id = @of", unitId);

    /// <summary>Of every unit of the tenant.</summary>
    public static IReadOnlyList<UnitHead> All(Sql sql, string tenantId) => Read(sql, tenantId, "u.id <> @of", Guid.Empty);

    public static IReadOnlySet<Guid> UnitsOf(Sql sql, string tenantId, Guid personId) =>
        Read(sql, tenantId, "u.id in (select own.unit_id from post_holder k join post own on own.tenant_id = k.tenant_id and own.id = k.post_id where k.tenant_id = @tenant and k.person_id = @of)", personId)
            .Where(h => h.PersonId == personId).Select(h => h.UnitId).ToHashSet();

    private static List<UnitHead> Read(Sql sql, string tenantId, string condition, Guid of)
    {
        var holders = sql.List(
            $"{Holders} and {condition} order by p.user_name",
            row => (Code: row.GetString(3), Head: new UnitHead(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetGuid(4), row.GetString(5))),
            ("tenant", tenantId), ("of", of), ("no", false));
        var headed = holders.Where(h => h.Code == HeadPost).Select(h => h.Head.UnitId).ToHashSet();
        return [.. holders.Where(h => h.Code == HeadPost || !headed.Contains(h.Head.UnitId)).Select(h => h.Head)];
    }
}

public sealed record UnitHead(Guid PersonId, string Name, Guid PostId, Guid UnitId, string UnitName);
