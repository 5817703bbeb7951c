using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>The incidents of a county (异常), open or dealt with, with the ways that the failed step could go on.</summary>
public sealed class IncidentList(DatabaseReader reader, GraphCache graphs)
{
    private const int Size = 30;
    private const string Select =
        """
        select n.id, n.instance_id, n.activity_id, n.message, n.at, n.resolved_at, coalesce(n.resolved_by, ''), coalesce(n.resolution, ''),
            coalesce(c.number, ''), coalesce(c.title, ''), i.name, i.definition_version_id
        from incident n join workflow_instance i on i.tenant_id = n.tenant_id and i.id = n.instance_id
            left join case_file c on c.tenant_id = n.tenant_id and c.id = n.case_id
        where n.tenant_id = @tenant
        """;

    public KeyPage<IncidentItem> Read(string tenantId, bool resolved, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"{Select} and n.resolved_at is {(resolved ? "not null" : "null")} and (n.at {sign} @keyAt or (n.at = @keyAt and n.id {sign} @keyId)) order by n.at {direction}, n.id {direction} limit @size",
            Row, ("tenant", tenantId), ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1));
        var page = KeyPage.Of(rows, Size, after, before, r => new PageKey(r.At, r.Id));
        return new KeyPage<IncidentItem>([.. page.Items.Select(r => Item(sql, tenantId, r))], page.Previous, page.Next);
    });

    public IReadOnlyList<IncidentItem> OfInstance(string tenantId, Guid instanceId) => reader.Read(sql =>
        (IReadOnlyList<IncidentItem>)[.. sql.List($"{Select} and n.instance_id = @instance order by n.at desc", Row, ("tenant", tenantId), ("instance", instanceId)).Select(r => Item(sql, tenantId, r))]);

    public IncidentItem? Find(string tenantId, Guid id) => reader.Read(sql =>
        sql.Single($"{Select} and n.id = @id", Row, ("tenant", tenantId), ("id", id)) is { } row ? Item(sql, tenantId, row) : null);

    public (long Open, long Resolved) Count(string tenantId) => reader.Read(sql => (
        sql.Scalar<long>("select count(*) from incident where tenant_id = @tenant and resolved_at is null", ("tenant", tenantId)),
        sql.Scalar<long>("select count(*) from incident where tenant_id = @tenant and resolved_at is not null", ("tenant", tenantId))));

    private static IncidentRowView Row(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.Instant(4), row.InstantOrNull(5), row.GetString(6), row.GetString(7),
        row.GetString(8), row.GetString(9), row.GetString(10), row.GetGuid(11));

    private IncidentItem Item(Sql sql, string tenantId, IncidentRowView row)
    {
        var definition = graphs.Get(sql, tenantId, row.VersionId).Definition;
        var node = definition.Root.SelfAndDescendants().FirstOrDefault(n => n.Id == row.ActivityId);
        return new IncidentItem(row, node?.DisplayText ?? node?.Name ?? row.ActivityId, InstanceFlow.Exits(definition, row.ActivityId));
    }
}

public sealed record IncidentRowView(
    Guid Id, Guid InstanceId, string ActivityId, string Message, DateTimeOffset At, DateTimeOffset? ResolvedAt, string ResolvedBy, string Resolution,
    string CaseNumber, string CaseTitle, string FlowName, Guid VersionId);

/// <param name="Exits">The ways out of the failed step by which one may go on without it.</param>
public sealed record IncidentItem(IncidentRowView Row, string Activity, IReadOnlyList<(string Port, string Words)> Exits)
{
    public bool IsOpen => Row.ResolvedAt is null;

    /// <summary>In words, as a key of the texts.</summary>
    public string ResolutionWords => Row.Resolution switch
    {
        "retry" => "已重试",
        "skip" => "已跳过",
        "cancel" => "已终止",
        _ => "未处理",
    };
}
