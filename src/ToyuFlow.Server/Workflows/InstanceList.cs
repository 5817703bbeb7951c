using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>The instances of a county, those that moved last first.</summary>
public sealed class InstanceList(DatabaseReader reader)
{
    private const int Size = 30;
    private const int MostCounted = 10_000;
    private const string From = "workflow_instance i left join case_file c on c.tenant_id = i.tenant_id and c.id = i.case_id";
    private const string Columns =
        "i.id, i.name, i.definition_id, i.definition_version, i.status, i.sub_status, i.open_incidents, i.created_at, i.updated_at, i.finished_at, coalesce(c.number, ''), coalesce(c.title, ''), i.definition_version_id";

    public InstancePage Read(string tenantId, InstanceFilter filter, PageKey? after, PageKey? before) => reader.Read(sql =>
    {
        var where = "i.tenant_id = @tenant";
        List<(string, object?)> values = [("tenant", tenantId)];
        if (filter.Status is { Length: > 0 })
        {
            where += filter.Status == InstanceFilter.WithIncident ? " and i.open_incidents > 0" : " and i.status = @status";
            values.Add(("status", filter.Status));
        }

        if (filter.DefinitionId is { Length: > 0 })
        {
            where += " and i.definition_id = @definition";
            values.Add(("definition", filter.DefinitionId));
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            where += " and (c.number like @text escape '\\' or c.title like @text escape '\\' or i.name like @text escape '\\')";
            values.Add(("text", Like.Anywhere(filter.Text)));
        }

        var total = sql.Scalar<long>($"select count(*) from (select 1 from {From} where {where} limit {MostCounted}) counted", [.. values]);
        var key = after ?? before ?? new PageKey(DateTimeOffset.MaxValue, Guid.Empty);
        var (sign, direction) = before is null ? ("<", "desc") : (">", "asc");
        var rows = sql.List(
            $"select {Columns} from {From} where {where} and (i.updated_at {sign} @keyAt or (i.updated_at = @keyAt and i.id {sign} @keyId)) order by i.updated_at {direction}, i.id {direction} limit @size",
            Item, [.. values, ("keyAt", key.At), ("keyId", key.Id), ("size", Size + 1)]);
        return new InstancePage(KeyPage.Of(rows, Size, after, before, i => new PageKey(i.UpdatedAt, i.Id)), total);
    });

    public InstanceItem? Find(string tenantId, Guid id) => reader.Read(sql =>
        sql.Single($"select {Columns} from {From} where i.tenant_id = @tenant and i.id = @id", Item, ("tenant", tenantId), ("id", id)));

    private static InstanceItem Item(System.Data.Common.DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetString(5), row.GetInt32(6),
        row.Instant(7), row.Instant(8), row.InstantOrNull(9), row.GetString(10), row.GetString(11), row.GetGuid(12));
}

public sealed record InstanceFilter(string? Status, string? DefinitionId, string? Text)
{
    public const string WithIncident = "Incident";
}

public sealed record InstancePage(KeyPage<InstanceItem> Page, long Total);

public sealed record InstanceItem(
    Guid Id, string Name, string DefinitionId, int Version, string Status, string SubStatus, int OpenIncidents,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string CaseNumber, string CaseTitle, Guid DefinitionVersionId)
{
    public bool IsRunning => Status == "Running";

    /// <summary>In words, as a key of the texts.</summary>
    public string StatusWords => SubStatus switch
    {
        "Finished" => "已办结",
        "Cancelled" => "已终止",
        "Faulted" => "因异常停下",
        _ => OpenIncidents > 0 ? "有异常" : "进行中",
    };
}
