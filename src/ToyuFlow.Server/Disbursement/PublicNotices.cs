using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

/// <summary>What anybody may read of publicities, signed in or not: no person, no child, no account.</summary>
public sealed class PublicNotices(DatabaseReader reader)
{
    private const string Columns =
        "p.id, p.tenant_id, p.number, p.institution_name, p.scheme_name, p.period, p.amount, p.counted, p.basis, p.unit, p.starts_at, p.ends_at, p.time_limit, p.state, t.name";

    public PublicNotice? Find(Guid id) => reader.Read(sql => sql.Single(
        $"select {Columns} from publicity p join tenant t on t.id = p.tenant_id where p.id = @id", Read, ("id", id)));

    public IReadOnlyList<PublicNotice> Running() => reader.Read(sql => sql.List(
        $"select {Columns} from publicity p join tenant t on t.id = p.tenant_id where p.state = 'Running' order by t.name, p.ends_at, p.id limit 500", row => Read(row)!));

    private static PublicNotice? Read(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), new Money(row.GetInt64(6)), row.GetString(7), row.GetString(8),
        row.GetString(9), row.Instant(10), row.Instant(11), row.GetString(12), row.Named<PublicityState>(13), row.GetString(14));
}

public sealed record PublicNotice(
    Guid Id, string TenantId, string Number, string Institution, string Scheme, string Period, Money Amount, string Counted, string Basis, string Unit,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeLimit, PublicityState State, string County);
