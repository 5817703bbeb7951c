using System.Data.Common;
using ToyuFlow.Server.Designer.Definitions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>The definitions of a county at a glance: what is in force, what is being drafted, what runs on which version, what waits for a decision.</summary>
public sealed class DesignOverview(DatabaseReader reader)
{
    private const string RequestColumns =
        """
        r.id, r.definition_id, r.definition_version_id, v.name, v.version, r.asked_by, r.asked_by_name, r.asked_at, r.decision, v.updated_by_id, r.revision, v.revision,
        (select count(*) from workflow_instance i where i.tenant_id = r.tenant_id and i.definition_id = r.definition_id and i.status = 'Running')
        from publish_request r join definition_version v on v.tenant_id = r.tenant_id and v.id = r.definition_version_id
        """;

    public IReadOnlyList<OverviewItem> Read(string tenantId) => reader.Read(sql =>
    {
        var running = sql.List(
            "select definition_id, definition_version, count(*) from workflow_instance where tenant_id = @tenant and status = 'Running' group by definition_id, definition_version order by definition_version desc",
            row => (Id: row.GetString(0), Running: new RunningOn(row.GetInt32(1), row.GetInt64(2))), ("tenant", tenantId)).ToLookup(r => r.Id, r => r.Running);
        var files = sql.List(
            "select definition_id, path, taken_version, waiting_hash from definition_file where tenant_id = @tenant",
            row => (Id: row.GetString(0), File: new FileState(row.GetString(1), row.GetInt32(2), !row.IsDBNull(3))), ("tenant", tenantId)).ToDictionary(f => f.Id, f => f.File);
        return (IReadOnlyList<OverviewItem>)[.. sql.List(
                $"select {VersionRow.Columns} from definition_version where tenant_id = @tenant and (is_latest = @yes or is_published = @yes) order by name, definition_id, version desc",
                VersionRow.Read, ("tenant", tenantId), ("yes", true))
            .GroupBy(v => v.DefinitionId)
            .Select(g => new OverviewItem(g.Key, g.FirstOrDefault(v => v.IsPublished), g.FirstOrDefault(v => v.IsDraft), g.First(), [.. running[g.Key]], files.GetValueOrDefault(g.Key)))];
    });

    public IReadOnlyList<RequestItem> OpenRequests(string tenantId) => reader.Read(sql => sql.List(
        $"select {RequestColumns} where r.tenant_id = @tenant and r.decision = 'Open' order by r.asked_at", Request, ("tenant", tenantId)));

    public RequestItem? FindRequest(string tenantId, Guid id) => reader.Read(sql => sql.Single(
        $"select {RequestColumns} where r.tenant_id = @tenant and r.id = @id", Request, ("tenant", tenantId), ("id", id)));

    private static RequestItem Request(DbDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetInt32(4), row.GetGuid(5), row.GetString(6), row.Instant(7),
        row.GetString(8) == "Open" && row.GetInt64(10) == row.GetInt64(11), row.GuidOrNull(9), row.GetInt64(12));
}

public sealed record OverviewItem(
    string Id, VersionRow? Published, VersionRow? Draft, VersionRow Latest, IReadOnlyList<RunningOn> Running, FileState? File)
{
    public VersionRow Shown => Published ?? Latest;

    /// <summary>Cases still run on an older version than the one in force.</summary>
    public bool CanMigrate => Published is { } inForce && Running.Any(r => r.Version != inForce.Version);

    /// <summary>The county runs the file as it is.</summary>
    public bool IsUnchangedFile => File is not null && Published?.Version == File.TakenVersion && Draft is null;
}

public sealed record RunningOn(int Version, long Count);

/// <param name="Waits">A newer file waits for a decision.</param>
public sealed record FileState(string Path, int TakenVersion, bool Waits);

public sealed record RequestItem(
    Guid Id, string DefinitionId, Guid VersionId, string Name, int Version, Guid AskedBy, string AskedByName, DateTimeOffset AskedAt, bool IsOpen, Guid? EditedBy, long Running);
