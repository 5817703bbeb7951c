using System.Text.Json.Nodes;
using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Delivery;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Server.Workflows;

/// <summary>
/// Runs the engine inside the current step. An activity that throws becomes an incident and its own writes are undone; a refusal, a lost
/// race or a broken database undoes the whole step.
/// </summary>
public sealed class WorkflowHost(Step step, InstanceStore store, GraphCache graphs, WorkflowRunner runner, RunningInstance running, IServiceProvider services, AuditTrail audit,
    IEnumerable<InstanceCancelled> cancellations, FollowUps followUps, IEnumerable<MailFromWorkflow> mails)
{
    public async Task<Guid> StartAsync(string definitionId, Guid? caseId, JsonObject input, CancellationToken cancellationToken)
    {
        var published = Published(definitionId) ?? throw new ConflictException($"流程“{definitionId}”没有已发布的版本，请联系管理员发布后再试。您填写的内容已保存。");
        var request = new StartRequest(step.NewId().ToString(), caseId?.ToString(), input.ToDictionary(p => p.Key, p => p.Value?.DeepClone()));
        await StartAsync(published, caseId, request, cancellationToken);
        return Guid.Parse(request.InstanceId);
    }

    /// <summary>Starts an instance of a published version at one of its triggers; one that was withdrawn meanwhile is not started.</summary>
    public async Task<Guid?> TriggerAsync(Guid versionId, string activityId, string? correlationId, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        if (Version("id = @key and is_published = @yes", versionId) is not { } published)
        {
            return null;
        }

        var request = new StartRequest(step.NewId().ToString(), correlationId, input, activityId);
        await StartAsync(published, null, request, cancellationToken);
        return Guid.Parse(request.InstanceId);
    }

    /// <summary>Goes on at a step of an instance that has ended: a new one of the same version, with what that one knew. It stays as it was recorded.</summary>
    public async Task<Guid> GoOnAsync(Guid endedId, string activityId, CancellationToken cancellationToken)
    {
        var ended = store.Load(endedId);
        if (ended.State.Status == WorkflowStatus.Running)
        {
            throw new ConflictException("这个流程还没有结束，不用重新开始。");
        }

        var version = Version("id = @key", ended.DefinitionVersionId)!;
        var request = new StartRequest(step.NewId().ToString(), ended.CaseId?.ToString(), ended.State.Input, activityId) { Variables = ended.State.Variables };
        await StartAsync(version, ended.CaseId, request, cancellationToken);
        return Guid.Parse(request.InstanceId);
    }

    /// <summary>Starts what an activity of another instance asked for, on behalf of the same case.</summary>
    public async Task<StepResult> StartChildAsync(ChildWorkflow child, Guid? caseId, CancellationToken cancellationToken)
    {
        var published = Published(child.DefinitionId) ?? throw new InvalidOperationException($"No published version of workflow definition with ID {child.DefinitionId} found.");
        followUps.Tie(Guid.Parse(child.InstanceId), child.ParentInstanceId);
        return await StartAsync(published, caseId, StartRequest.For(child), cancellationToken);
    }

    private async Task<StepResult> StartAsync(PublishedVersion published, Guid? caseId, StartRequest request, CancellationToken cancellationToken)
    {
        var instanceId = Guid.Parse(request.InstanceId);
        using var _ = running.Enter(instanceId, caseId);
        var result = NotLost(await runner.StartAsync(graphs.Get(step.Sql, step.TenantId, published.Id), request, Engine(), cancellationToken));
        store.Insert(new LoadedInstance(instanceId, published.Id, caseId, result.State, 0), published.DefinitionId, published.Number, published.Name, result);
        return result;
    }

    private PublishedVersion? Published(string definitionId) => Version("definition_id = @key and is_published = @yes", definitionId);

    private PublishedVersion? Version(string condition, object key) => step.Sql.Single(
        $"select id, definition_id, version, name from definition_version where tenant_id = @tenant and {condition} order by version desc limit 1",
        row => new PublishedVersion(row.GetGuid(0), row.GetString(1), row.GetInt32(2), row.GetString(3)),
        ("tenant", step.TenantId), ("key", key), ("yes", true));

    public Task ResumeAsync(Guid instanceId, Guid bookmarkId, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken) =>
        AdvanceAsync(instanceId, new ResumeBookmark(bookmarkId.ToString(), input), cancellationToken);

    /// <summary>An administrator ends the instance.</summary>
    public Task CancelAsync(Guid instanceId, string reason, CancellationToken cancellationToken) =>
        CancelAsync(instanceId, new EndOfInstance("本件的办理已由系统管理员终止。", reason), cancellationToken);

    /// <summary>Ends the instance wherever it stands, with its open incidents; whatever it belongs to is told in the same step.</summary>
    public async Task CancelAsync(Guid instanceId, EndOfInstance end, CancellationToken cancellationToken)
    {
        if (step.Sql.Scalar<long>("select count(*) from workflow_instance where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", instanceId)) == 0)
        {
            throw new MissingException();
        }

        var caseId = await EndAsync(instanceId, end.Reason, cancellationToken);
        foreach (var cancelled in caseId is null ? [] : cancellations)
        {
            await cancelled.TellAsync(services, caseId!.Value, end, cancellationToken);
        }
    }

    /// <summary>Ends an instance, and before it those that it started and that still run.</summary>
    private async Task<Guid?> EndAsync(Guid instanceId, string reason, CancellationToken cancellationToken)
    {
        foreach (var child in followUps.ChildrenOf(instanceId))
        {
            await EndAsync(child, reason, cancellationToken);
        }

        audit.Record("instance.cancelled", "instance", instanceId.ToString(), detail: reason);
        var caseId = await AdvanceAsync(instanceId, new CancelWorkflow(reason), cancellationToken);
        step.Sql.Execute(
            "update incident set resolved_at = @now, resolved_by = @who, resolution = 'cancel' where tenant_id = @tenant and instance_id = @instance and resolved_at is null",
            ("now", step.Now), ("who", step.Actor.Name), ("tenant", step.TenantId), ("instance", instanceId));
        return caseId;
    }

    /// <summary>Runs the failed step again.</summary>
    public async Task RetryAsync(Guid instanceId, Guid incidentId, CancellationToken cancellationToken)
    {
        Resolve(incidentId, "retry", "");
        await AdvanceAsync(instanceId, new RetryIncident(incidentId.ToString()), cancellationToken);
    }

    /// <summary>Passes the failed step over and goes on by one of its ways out.</summary>
    public async Task SkipAsync(Guid instanceId, Guid incidentId, string outcome, string reason, CancellationToken cancellationToken)
    {
        Resolve(incidentId, "skip", $"{outcome} {reason}");
        await AdvanceAsync(instanceId, new SkipIncident(incidentId.ToString(), outcome), cancellationToken);
    }

    /// <summary>Goes back to a step that the instance has passed.</summary>
    public async Task RewindAsync(Guid instanceId, Rewind rewind, CancellationToken cancellationToken)
    {
        try
        {
            await AdvanceAsync(instanceId, rewind, cancellationToken);
        }
        catch (RewindRefusedException)
        {
            throw new ConflictException("流程刚刚有了变化，不能回到那一步，请刷新后再看。");
        }
    }

    /// <summary>Leaves what waits without its work being done; for rehearsals.</summary>
    public Task LeaveAsync(Guid instanceId, string bookmarkId, string outcome, CancellationToken cancellationToken) =>
        AdvanceAsync(instanceId, new LeaveActivity(bookmarkId, outcome), cancellationToken);

    /// <summary>Changes a variable; nothing runs.</summary>
    public Task SetVariableAsync(Guid instanceId, string name, JsonNode? value, CancellationToken cancellationToken) =>
        AdvanceAsync(instanceId, new SetVariables(new Dictionary<string, JsonNode?> { [name] = value }), cancellationToken);

    private void Resolve(Guid incidentId, string resolution, string detail)
    {
        var rows = step.Sql.Execute(
            "update incident set resolved_at = @now, resolved_by = @who, resolution = @how where tenant_id = @tenant and id = @id and resolved_at is null",
            ("now", step.Now), ("who", step.Actor.Name), ("how", resolution), ("tenant", step.TenantId), ("id", incidentId));
        if (rows != 1)
        {
            throw new ConflictException("这个异常已经处理过了。");
        }

        followUps.Forget(incidentId);
        audit.Record($"incident.{resolution}", "incident", incidentId.ToString(), detail: detail);
    }

    /// <summary>Returns the case that the instance belongs to.</summary>
    private async Task<Guid?> AdvanceAsync(Guid instanceId, Stimulus stimulus, CancellationToken cancellationToken)
    {
        var instance = store.Load(instanceId);
        if (stimulus is not CancelWorkflow)
        {
            CaseHold.RequireNone(instance.HeldBecause);
        }

        using var _ = running.Enter(instance.Id, instance.CaseId);
        var graph = graphs.Get(step.Sql, step.TenantId, instance.DefinitionVersionId);
        try
        {
            store.Update(instance, NotLost(await runner.AdvanceAsync(graph, instance.State, stimulus, Engine(), cancellationToken)));
            return instance.CaseId;
        }
        catch (BookmarkNotFoundException)
        {
            throw new ConflictException("这一步已经不再等待，可能刚刚被别人处理，请刷新后再看。");
        }
        catch (Exception error) when (error is IncidentNotFoundException or WorkflowNotRunningException)
        {
            throw new ConflictException("这个流程已经结束，或者异常已经处理过了。");
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
        RunChild = RunChildAsync,
        IsPublished = definitionId => Published(definitionId) is not null,
        SendEmail = mail =>
        {
            foreach (var sender in mails)
            {
                sender.Send(services, mail);
            }
        },
    };

    private async ValueTask<ChildResult> RunChildAsync(ChildWorkflow child, CancellationToken cancellationToken)
    {
        var state = (await StartChildAsync(child, running.CaseId, cancellationToken)).State;
        return new ChildResult(state.Status, state.SubStatus, state.Output);
    }

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

/// <summary>Puts down a mail that a workflow sends, as part of the step.</summary>
public sealed record MailFromWorkflow(Action<IServiceProvider, OutgoingEmail> Send);

/// <summary>A version that may be started.</summary>
internal sealed record PublishedVersion(Guid Id, string DefinitionId, int Number, string Name);

/// <summary>Why an instance is ended before its time.</summary>
/// <param name="Sentence">What its case says of it.</param>
public sealed record EndOfInstance(string Sentence, string Reason);

/// <summary>What else happens, in the same step, when an instance that belongs to a case is ended before its time.</summary>
public sealed record InstanceCancelled(Func<IServiceProvider, Guid, EndOfInstance, CancellationToken, Task> TellAsync);
