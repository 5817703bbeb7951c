using System.Collections.Concurrent;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;

namespace ToyuFlow.Server.Workflows;

/// <summary>Compiled graphs by version id. A published version never changes, so nothing here ever has to be invalidated.</summary>
public sealed class GraphCache(ActivityCatalog catalog)
{
    private readonly ConcurrentDictionary<Guid, WorkflowGraph> _graphs = new();

    public WorkflowGraph Get(Sql sql, string tenantId, Guid versionId) =>
        _graphs.TryGetValue(versionId, out var graph) ? graph : Load(sql, tenantId, versionId);

    /// <summary>Lets go of a version that was never stored.</summary>
    public void Forget(Guid versionId) => _graphs.TryRemove(versionId, out _);

    /// <summary>Finds definitions that others use as activities: the version that the designer wrote down, or else the published one.</summary>
    public static Func<ActivityNode, WorkflowDefinition?> Nested(Sql sql, string tenantId) => node =>
    {
        var json = Guid.TryParse(node.Json["workflowDefinitionVersionId"]?.ToString(), out var versionId)
            ? sql.Scalar<string>("select json from definition_version where tenant_id = @tenant and id = @id", ("tenant", tenantId), ("id", versionId))
            : null;
        json ??= node.Json["workflowDefinitionId"]?.ToString() is { Length: > 0 } definitionId
            ? sql.Scalar<string>("select json from definition_version where tenant_id = @tenant and definition_id = @definition and is_published = @yes order by version desc limit 1", ("tenant", tenantId), ("definition", definitionId), ("yes", true))
            : null;
        return json is null ? null : ElsaJsonReader.Read(json);
    };

    private WorkflowGraph Load(Sql sql, string tenantId, Guid versionId)
    {
        var json = sql.Scalar<string>(
            "select json from definition_version where tenant_id = @tenant and id = @id",
            ("tenant", tenantId), ("id", versionId)) ?? throw new MissingException("流程版本不存在。");
        var compiled = WorkflowCompiler.Compile(ElsaJsonReader.Read(json), catalog, Nested(sql, tenantId));
        var graph = compiled.Graph ?? throw new InvalidOperationException(
            $"Definition version {versionId} does not compile: {string.Join("; ", compiled.Faults.Select(f => $"{f.ActivityId}: {f.Message}"))}");
        return _graphs.GetOrAdd(versionId, graph);
    }
}
