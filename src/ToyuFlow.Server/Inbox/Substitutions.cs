using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>Reads who acts for whom at an instant. Asked when somebody acts, not prepared beforehand: it ends with the hour.</summary>
public static class Substitutions
{
    /// <summary>Everybody in whose right the person may act, the nearest first; through at most <see cref="SubstitutionChain.Longest"/> links.</summary>
    public static IReadOnlyList<Principal> PrincipalsOf(Sql sql, string tenantId, Guid personId, DateTimeOffset now)
    {
        var found = new List<Principal>();
        var seen = new HashSet<Guid> { personId };
        List<Principal> near = [new(personId, "", [])];
        for (var link = 0; link < SubstitutionChain.Longest && near.Count > 0; link++)
        {
            near = [.. near.SelectMany(of => Direct(sql, tenantId, of.Id, now).Select(p => p with { Scopes = [.. p.Scopes, .. of.Scopes] })).Where(p => seen.Add(p.Id))];
            found.AddRange(near);
        }

        return found;
    }

    /// <summary>Who acts for the person now, to be told what the person is told.</summary>
    public static List<Guid> SubstitutesOf(Sql sql, string tenantId, Guid personId, DateTimeOffset now) => sql.List(
        "select substitute_id from substitution where tenant_id = @tenant and principal_id = @person and valid_from <= @now and valid_until > @now and ended_at is null",
        row => row.GetGuid(0), ("tenant", tenantId), ("person", personId), ("now", now));

    private static List<Principal> Direct(Sql sql, string tenantId, Guid personId, DateTimeOffset now) => sql.List(
        """
        select s.principal_id, p.display_name, s.scope from substitution s join person p on p.id = s.principal_id
        where s.tenant_id = @tenant and s.substitute_id = @person and s.valid_from <= @now and s.valid_until > @now and s.ended_at is null and p.is_disabled = @no
        order by s.created_at, s.id
        """,
        row => new Principal(row.GetGuid(0), row.GetString(1), row.GetString(2) is { Length: > 0 } scope ? [scope] : []),
        ("tenant", tenantId), ("person", personId), ("now", now), ("no", false));
}

/// <summary>Somebody in whose right another acts.</summary>
/// <param name="Scopes">Of each link on the way that is limited to some matters: all have to name the matter.</param>
public sealed record Principal(Guid Id, string Name, IReadOnlyList<string> Scopes)
{
    public bool CoversAll => Scopes.Count == 0;

    public bool Covers(string matterCode) => Scopes.All(s => s.Contains($",{matterCode},", StringComparison.Ordinal));
}
