using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Workflows;

/// <summary>The definitions of a county, each with its versions and how many instances run on them.</summary>
public sealed class DefinitionList(DatabaseReader reader)
{
    public IReadOnlyList<DefinitionItem> Read(string tenantId) => reader.Read(sql =>
    {
        var running = sql.List(
            "select definition_version_id, count(*) from workflow_instance where tenant_id = @tenant and status = 'Running' group by definition_version_id",
            row => (Version: row.GetGuid(0), Count: row.GetInt64(1)), ("tenant", tenantId)).ToDictionary(r => r.Version, r => r.Count);
        return (IReadOnlyList<DefinitionItem>)[.. sql.List(
            "select id, definition_id, version, name, is_published, created_at, created_by from definition_version where tenant_id = @tenant order by definition_id, version desc",
            row => (Id: row.GetString(1), Version: new VersionItem(row.GetInt32(2), row.GetString(3), row.GetBoolean(4), row.Instant(5), row.GetString(6), running.GetValueOrDefault(row.GetGuid(0)))),
            ("tenant", tenantId)).GroupBy(r => r.Id).Select(g => new DefinitionItem(g.Key, [.. g.Select(r => r.Version)]))];
    });

    /// <summary>What can be started now.</summary>
    public IReadOnlyList<(string Id, string Name)> Published(string tenantId) => reader.Read(sql => sql.List(
        "select definition_id, name from definition_version where tenant_id = @tenant and is_published = @yes order by name, definition_id",
        row => (row.GetString(0), row.GetString(1)), ("tenant", tenantId), ("yes", true)));

    public string? Json(string tenantId, string definitionId, int version) => reader.Read(sql => sql.Scalar<string>(
        "select json from definition_version where tenant_id = @tenant and definition_id = @definition and version = @version",
        ("tenant", tenantId), ("definition", definitionId), ("version", version)));
}

/// <param name="Versions">The newest first.</param>
public sealed record DefinitionItem(string Id, IReadOnlyList<VersionItem> Versions)
{
    public VersionItem Shown => Versions.FirstOrDefault(v => v.IsPublished) ?? Versions[0];
}

public sealed record VersionItem(int Number, string Name, bool IsPublished, DateTimeOffset CreatedAt, string CreatedBy, long Running);
