using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Server.Workflows;

/// <summary>
/// Runs the engine inside the current step. An activity that throws becomes an incident and its own writes are undone; a refusal, a lost
/// race or a broken database undoes the whole step.
/// </summary>
public sealed class WorkflowHost(Step step, InstanceStore store, GraphCache graphs, WorkflowRunner runner, RunningInstance running, IServiceProvider services, AuditTrail audit)
{
    public async Task<Guid> StartAsync(string definitionId, Guid? caseId, JsonObject input, CancellationToken cancellationToken)
    {
        var published = step.Sql.Single(
            "select id, version, name from definition_version where tenant_id = @tenant and definition_id = @definition and is_published = @yes order by version desc limit 1",
            row => Tuple.Create(row.GetGuid(0), row.GetInt32(1), row.GetString(2)),
            ("tenant", step.TenantId), ("definition", definitionId), ("yes", true))
            ?? throw new ConflictException($"流程“{definitionId}”没有已发布的版本，请联系管理员发布后再试。您填写的内容已保存。");
        var instanceId = step.NewId();
        using var _ = running.Enter(instanceId, caseId);
        var graph = graphs.Get(step.Sql, step.TenantId, published.Item1);
        var request = new StartRequest(instanceId.ToString(), caseId?.ToString(), input.ToDictionary(p => p.Key, p => p.Value?.DeepClone()));
        var result = NotLost(await runner.StartAsync(graph, request, Engine(), cancellationToken));
        store.Insert(new LoadedInstance(instanceId, published.Item1, caseId, result.State, 0), definitionId, published.Item2, published.Item3, result);
        return instanceId;
    }

    public Task ResumeAsync(Guid instanceId, Guid bookmarkId, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken) =>
        AdvanceAsync(instanceId, new ResumeBookmark(bookmarkId.ToString(), input), cancellationToken);

    public async Task CancelAsync(Guid instanceId, string reason, CancellationToken cancellationToken)
    {
        audit.Record("instance.cancelled", "instance", instanceId.ToString(), detail: reason);
        await AdvanceAsync(instanceId, new CancelWorkflow(reason), cancellationToken);
    }

    public async Task RetryAsync(Guid instanceId, Guid incidentId, CancellationToken cancellationToken)
    {
        Resolve(incidentId, "retry");
        await AdvanceAsync(instanceId, new RetryIncident(incidentId.ToString()), cancellationToken);
    }

    private void Resolve(Guid incidentId, string resolution)
    {
        var rows = step.Sql.Execute(
            "update incident set resolved_at = @now, resolved_by = @who, resolution = @how where tenant_id = @tenant and id = @id and resolved_at is null",
            ("now", step.Now), ("who", step.Actor.Name), ("how", resolution), ("tenant", step.TenantId), ("id", incidentId));
        if (rows != 1)
        {
            throw new ConflictException("这个异常已经处理过了。");
        }

        audit.Record($"incident.{resolution}", "incident", incidentId.ToString());
    }

    private async Task AdvanceAsync(Guid instanceId, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var instance = store.Load(instanceId);
        using var _ = running.Enter(instance.Id, instance.CaseId);
        var graph = graphs.Get(step.Sql, step.TenantId, instance.DefinitionVersionId);
        try
        {
            store.Update(instance, NotLost(await runner.AdvanceAsync(graph, instance.State, stimulus, Engine(), cancellationToken)));
        }
        catch (BookmarkNotFoundException)
        {
            throw new ConflictException("这一步已经不再等待，可能刚刚被别人处理，请刷新后再看。");
        }
    }

    /// <summary>No case is in no queue: an instance that neither ends nor waits nor shows an incident would be lost, so the step is refused.</summary>
    private static StepResult NotLost(StepResult result) =>
        result.State is { Status: WorkflowStatus.Running, Bookmarks.Count: 0, Incidents.Count: 0 }
            ? throw new ConflictException("流程走到了没有人可以继续的地方，本次操作没有保存。请联系管理员检查流程设计。")
            : result;

    private EngineServices Engine() => new(services, new StepTime(step.Now), new StepIds(step))
    {
        Around = AroundAsync,
        IsFatal = error => error is RefusedException or System.Data.Common.DbException or OperationCanceledException,
    };

    /// <summary>Built-in steps touch no table; the service's own run in a savepoint.</summary>
    private async ValueTask AroundAsync(ActivityContext context, Func<ValueTask> run)
    {
        if (context.Node.Type.StartsWith("Elsa.", StringComparison.Ordinal))
        {
            await run();
            return;
        }

        await step.PartAsync(() => run().AsTask(), CancellationToken.None);
    }

    private sealed class StepTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class StepIds(Step step) : IIdSource
    {
        public string NewId() => step.NewId().ToString();
    }
}

/// <summary>The instance and case that the engine is running in this step, for the activities' use cases.</summary>
public sealed class RunningInstance
{
    public Guid InstanceId { get; private set; }

    public Guid? CaseId { get; private set; }

    public Guid RequiredCaseId => CaseId ?? throw new InvalidOperationException("本流程没有关联的办件。");

    /// <summary>An activity may begin another case; when that one rests, the flow that began it is the running one again.</summary>
    internal IDisposable Enter(Guid instanceId, Guid? caseId)
    {
        var outer = new Outer(this, InstanceId, CaseId);
        (InstanceId, CaseId) = (instanceId, caseId);
        return outer;
    }

    private sealed class Outer(RunningInstance running, Guid instanceId, Guid? caseId) : IDisposable
    {
        public void Dispose() => (running.InstanceId, running.CaseId) = (instanceId, caseId);
    }
}
