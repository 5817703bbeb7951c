using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>The robots, gateways and hooks of a county, without what is secret of them.</summary>
public sealed class EndpointList(DatabaseReader reader, EndpointSecrets secrets)
{
    public IReadOnlyList<EndpointItem> Read(string tenantId) => reader.Read(sql => sql.List(
        """
        select e.id, e.channel, e.name, e.host, e.kinds, e.is_enabled, e.changed_at, e.changed_by,
            (select count(*) from outbox o where o.tenant_id = e.tenant_id and o.endpoint_id = e.id and o.state = 'Waiting'),
            (select count(*) from outbox o where o.tenant_id = e.tenant_id and o.endpoint_id = e.id and o.state = 'Dead')
        from notice_endpoint e where e.tenant_id = @tenant order by e.channel, e.name
        """,
        row => new EndpointItem(row.GetGuid(0), row.Named<NoticeChannel>(1), row.GetString(2), row.GetString(3), Kinds(row.GetString(4)), row.GetBoolean(5), row.Instant(6), row.GetString(7), row.GetInt64(8), row.GetInt64(9)),
        ("tenant", tenantId)));

    public EndpointItem? Find(string tenantId, Guid id) => Read(tenantId).FirstOrDefault(e => e.Id == id);

    /// <summary>Its settings as far as they may be shown.</summary>
    public EndpointSettings Shown(string tenantId, Guid id) => secrets.ReadOrEmpty(reader.Read(sql => sql.Scalar<string>(
        "select protected from notice_endpoint where tenant_id = @tenant and id = @id", ("tenant", tenantId), ("id", id))) ?? "").Shown();

    private static List<NoticeKind> Kinds(string names) => [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(n => Enum.IsDefined(typeof(NoticeKind), n)).Select(Enum.Parse<NoticeKind>)];
}

public sealed record EndpointItem(
    Guid Id, NoticeChannel Channel, string Name, string Host, IReadOnlyList<NoticeKind> Kinds, bool IsEnabled, DateTimeOffset ChangedAt, string ChangedBy, long Waiting, long Dead);
