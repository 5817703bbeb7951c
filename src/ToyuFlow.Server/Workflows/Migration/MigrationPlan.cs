using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows.Migration;

/// <summary>What would become of each instance that still runs on an older version, if it were moved to the published one. Changes nothing.</summary>
public sealed class MigrationPlan(DatabaseReader reader, GraphCache graphs)
{
    /// <returns>Null when nothing of the definition is published.</returns>
    public MigrationView? Read(string tenantId, string definitionId) => reader.Read(sql =>
    {
        if (PublishedTarget.Find(sql, tenantId, definitionId) is not { } target)
        {
            return null;
        }

        var to = graphs.Get(sql, tenantId, target.VersionId);
        var items = sql.List(
            """
            select i.id, i.name, coalesce(c.number, ''), i.definition_version, i.definition_version_id, i.state
            from workflow_instance i left join case_file c on c.tenant_id = i.tenant_id and c.id = i.case_id
            where i.tenant_id = @tenant and i.definition_id = @definition and (i.status = 'Running' or i.open_incidents > 0) and i.definition_version_id <> @target
            order by i.id
            """,
            row => new MigrationItem(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), WorkflowMigration.Check(WorkflowState.FromJson(row.GetString(5)), graphs.Get(sql, tenantId, row.GetGuid(4)), to)),
            ("tenant", tenantId), ("definition", definitionId), ("target", target.VersionId));
        var running = sql.Single("select payload from timer where tenant_id = @tenant and subject_id = @target and kind = @kind", row => row.GetString(0), ("tenant", tenantId), ("target", target.VersionId), ("kind", MigrateInstances.Timer));
        return new MigrationView(target.Name, target.Version, items, running is null ? null : MigrationProgress.Read(running));
    });
}

/// <param name="Progress">How far a migration has come that is under way.</param>
public sealed record MigrationView(string Name, int Version, IReadOnlyList<MigrationItem> Items, MigrationProgress? Progress)
{
    public int Possible => Items.Count(i => i.Verdict.IsPossible);
}

public sealed record MigrationItem(Guid InstanceId, string Name, string CaseNumber, int Version, MigrationVerdict Verdict);

/// <summary>The version that instances are moved to.</summary>
internal sealed record PublishedTarget(Guid VersionId, int Version, string Name)
{
    public static PublishedTarget? Find(Sql sql, string tenantId, string definitionId) => sql.Single(
        "select id, version, name from definition_version where tenant_id = @tenant and definition_id = @definition and is_published = @yes order by version desc limit 1",
        row => new PublishedTarget(row.GetGuid(0), row.GetInt32(1), row.GetString(2)), ("tenant", tenantId), ("definition", definitionId), ("yes", true));
}
