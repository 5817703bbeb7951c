using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>我的代理: who acts for me and for whom I act, now, soon and in the last months.</summary>
public sealed class SubstitutesQuery(DatabaseReader reader)
{
    private const int Most = 100;

    public IReadOnlyList<SubstituteLine> Read(string tenantId, Guid personId) => reader.Read(sql => sql.List(
        """
        select s.id, s.principal_id, a.display_name, b.display_name, s.valid_from, s.valid_until, s.scope, s.reason, s.ended_at from substitution s
        join person a on a.id = s.principal_id join person b on b.id = s.substitute_id
        where s.tenant_id = @tenant and (s.principal_id = @person or s.substitute_id = @person) order by s.valid_until desc, s.id limit @most
        """,
        row => new SubstituteLine(
            row.GetGuid(0), row.GetGuid(1) == personId, row.GetString(2), row.GetString(3), row.Instant(4), row.Instant(5), row.GetString(6), row.GetString(7), row.InstantOrNull(8)),
        ("tenant", tenantId), ("person", personId), ("most", Most)));

    public IReadOnlyList<Colleague> Colleagues(string tenantId, Guid personId) => reader.Read(sql => TaskColleagues.OfUnitsOf(sql, tenantId, personId));
}

/// <param name="IsMine">The reader is the one who is acted for.</param>
public sealed record SubstituteLine(
    Guid Id, bool IsMine, string Principal, string Substitute, DateTimeOffset From, DateTimeOffset Until, string Scope, string Reason, DateTimeOffset? EndedAt)
{
    /// <summary>The last day that counts in.</summary>
    public DateTimeOffset LastDay => Until.AddTicks(-1);

    public IEnumerable<string> Matters => Scope.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && Until > now;

    /// <summary>As a key of the texts.</summary>
    public string Words(DateTimeOffset now) => EndedAt is not null ? "已终止" : Until <= now ? "已到期" : From > now ? "未开始" : "代理中";
}
