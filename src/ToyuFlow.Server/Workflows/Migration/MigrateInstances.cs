using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows.Migration;

/// <summary>Moves the running instances of a definition to its published version, some in each step. One that cannot be moved stays where it is.</summary>
public sealed class MigrateInstances(Step step, GraphCache graphs, Timers timers, AuditTrail audit)
{
    public const string Timer = "workflow.migrate";

    private const int BatchSize = 50;

    /// <summary>Orders the migration; the sweep carries it out.</summary>
    public void Begin(string definitionId)
    {
        var target = PublishedTarget.Find(step.Sql, step.TenantId, definitionId) ?? throw new MissingException("没有已发布的版本。");
        if (step.Sql.Scalar<long>("select count(*) from timer where tenant_id = @tenant and subject_id = @target and kind = @kind", ("tenant", step.TenantId), ("target", target.VersionId), ("kind", Timer)) > 0)
        {
            throw new ConflictException("迁移正在进行。");
        }

        var total = step.Sql.Scalar<int>(
            "select count(*) from workflow_instance where tenant_id = @tenant and definition_id = @definition and (status = 'Running' or open_incidents > 0) and definition_version_id <> @target",
            ("tenant", step.TenantId), ("definition", definitionId), ("target", target.VersionId));
        audit.Record("definition.migration", "definition", definitionId, detail: $"v{target.Version} {total}");
        timers.Set(Timer, target.VersionId, step.Now, new MigrationProgress(definitionId, Guid.Empty, 0, 0, total, step.Actor.Name).ToJson());
    }

    /// <summary>Carries out the next part of an ordered migration at once, for a command that waits for it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RunNext(string definitionId)
    {
        if (PublishedTarget.Find(step.Sql, step.TenantId, definitionId) is not { } target
            || step.Sql.Single("select payload from timer where tenant_id = @tenant and subject_id = @target and kind = @kind", row => row.GetString(0), ("tenant", step.TenantId), ("target", target.VersionId), ("kind", Timer)) is not { } payload)
        {
            return false;
        }

        timers.Remove(target.VersionId, Timer);
        RunBatch(target.VersionId, MigrationProgress.Read(payload));
        return true;
    }

    /// <summary>Moves the next few, and leaves a row for the rest.</summary>
    public void RunBatch(Guid targetId, MigrationProgress progress)
    {
        if (PublishedTarget.Find(step.Sql, step.TenantId, progress.DefinitionId) is not { } target || target.VersionId != targetId)
        {
            return;
        }

        var to = graphs.Get(step.Sql, step.TenantId, targetId);
        var rows = step.Sql.List(
            "select id, definition_version_id, definition_version, state, revision from workflow_instance where tenant_id = @tenant and definition_id = @definition and (status = 'Running' or open_incidents > 0) and definition_version_id <> @target and id > @after order by id limit @size" + step.Sql.ForUpdate,
            row => new Row(row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), row.GetInt64(4)),
            ("tenant", step.TenantId), ("definition", progress.DefinitionId), ("target", targetId), ("after", progress.After), ("size", BatchSize));
        foreach (var row in rows)
        {
            progress = Move(row, target, to, progress.Who) ? progress with { Done = progress.Done + 1 } : progress with { Refused = progress.Refused + 1 };
        }

        if (rows.Count == BatchSize)
        {
            timers.Set(Timer, targetId, step.Now, (progress with { After = rows[^1].Id }).ToJson());
        }
    }

    private bool Move(Row row, PublishedTarget target, ToyuFlow.Workflows.Definitions.WorkflowGraph to, string who)
    {
        var state = WorkflowState.FromJson(row.State);
        if (!WorkflowMigration.Check(state, graphs.Get(step.Sql, step.TenantId, row.VersionId), to).IsPossible)
        {
            return false;
        }

        WorkflowMigration.Apply(state, to);
        step.Sql.Execute(
            """
            update workflow_instance set definition_version_id = @target, definition_version = @version, name = @name, state = @state, revision = revision + 1, updated_at = @now
            where tenant_id = @tenant and id = @id and revision = @revision
            """,
            ("target", target.VersionId), ("version", target.Version), ("name", target.Name), ("state", state.ToJson()), ("now", step.Now), ("tenant", step.TenantId), ("id", row.Id), ("revision", row.Revision));
        audit.Record("instance.migrated", "instance", row.Id.ToString(), detail: $"v{row.Version} → v{target.Version} {who}");
        return true;
    }

    private sealed record Row(Guid Id, Guid VersionId, int Version, string State, long Revision);
}
