using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer.Definitions;

/// <summary>Reads the definitions of a county for the designer.</summary>
public sealed class DefinitionReader(DatabaseReader reader)
{
    private const int MostUnpaged = 2_000;

    public (IReadOnlyList<VersionRow> Items, long Total) List(string tenantId, DefinitionQuery query) => reader.Read(sql =>
    {
        var where = $"tenant_id = @tenant and {VersionOptions.Where(query.Versions)}";
        List<(string, object?)> values = [("tenant", tenantId), ("yes", true)];
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            where += " and (lower(name) like @text escape '\\' or lower(description) like @text escape '\\' or lower(definition_id) like @text escape '\\')";
            values.Add(("text", Like.Anywhere(query.Text.Trim().ToLowerInvariant())));
        }

        where += In("definition_id", "d", [.. query.DefinitionIds], values);
        where += In("id", "i", [.. query.Ids.Select(id => (object)(Guid.TryParse(id, out var guid) ? guid : Guid.Empty))], values);
        var total = query.Size is null ? 0 : sql.Scalar<long>($"select count(*) from definition_version where {where}", [.. values]);
        var paging = query.Size is { } size ? $" limit {Math.Clamp(size, 1, 500)} offset {Math.Max(0, query.Page) * Math.Clamp(size, 1, 500)}" : $" limit {MostUnpaged}";
        var items = sql.List($"select {VersionRow.Columns} from definition_version where {where} order by {Order(query)}{paging}", VersionRow.Read, [.. values]);
        return ((IReadOnlyList<VersionRow>)items, query.Size is null ? items.Count : total);
    });

    public DefinitionText? Find(string tenantId, string definitionId, string? versions) => reader.Read(sql => Text(sql.Single(
        $"select {VersionRow.Columns}, json from definition_version where tenant_id = @tenant and definition_id = @definition and {VersionOptions.Where(versions)} order by is_latest desc, version desc limit 1",
        Row, ("tenant", tenantId), ("definition", definitionId), ("yes", true))));

    public DefinitionText? Find(string tenantId, Guid versionId) => reader.Read(sql => Text(sql.Single(
        $"select {VersionRow.Columns}, json from definition_version where tenant_id = @tenant and id = @id", Row, ("tenant", tenantId), ("id", versionId))));

    public bool IsNameFree(string tenantId, string name, string? definitionId) => reader.Read(sql => IsNameFree(sql, tenantId, name, definitionId));

    public static bool IsNameFree(Sql sql, string tenantId, string name, string? definitionId) => sql.Scalar<long>(
        "select count(*) from definition_version where tenant_id = @tenant and (is_latest = @yes or is_published = @yes) and lower(name) = @name and definition_id <> @definition",
        ("tenant", tenantId), ("yes", true), ("name", name.Trim().ToLowerInvariant()), ("definition", definitionId ?? "")) == 0;

    private static Tuple<VersionRow, string> Row(System.Data.Common.DbDataReader row) => Tuple.Create(VersionRow.Read(row), row.GetString(13));

    private static DefinitionText? Text(Tuple<VersionRow, string>? found) => found is null ? null : new DefinitionText(found.Item1, found.Item2);

    private static string In(string column, string prefix, object[] wanted, List<(string, object?)> values)
    {
        if (wanted.Length == 0)
        {
            return "";
        }

        values.AddRange(wanted.Select((w, i) => ($"{prefix}{i}", (object?)w)));
        return $" and {column} in ({string.Join(", ", wanted.Select((_, i) => $"@{prefix}{i}"))})";
    }

    private static string Order(DefinitionQuery query)
    {
        var direction = query.Descending ? "desc" : "asc";
        return query.OrderBy?.ToUpperInvariant() switch
        {
            "VERSION" => $"version {direction}, definition_id",
            "CREATED" or "CREATEDAT" => $"created_at {direction}, definition_id",
            _ => $"name {direction}, definition_id, version desc",
        };
    }
}

public sealed record DefinitionQuery(string? Versions)
{
    public string? Text { get; init; }

    public IReadOnlyList<string> DefinitionIds { get; init; } = [];

    public IReadOnlyList<string> Ids { get; init; } = [];

    public string? OrderBy { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; }

    /// <summary>Null reads all.</summary>
    public int? Size { get; init; }
}

public sealed record DefinitionText(VersionRow Row, string Json)
{
    public JsonObject Parse() => JsonNode.Parse(Json)!.AsObject();
}
