using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities.Events;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Simulation;

/// <summary>
/// Runs workflows in memory with a clock of its own: for trying a draft, for the command line and for tests. Between any two steps each instance
/// is written to text and read back, as a host with a database would do.
/// </summary>
/// <param name="runner">Runs the steps.</param>
/// <param name="services">The services of activities, and their ids.</param>
/// <param name="definitions">The definitions that may be started, by definition id.</param>
/// <param name="clock">The clock; must be that of <paramref name="services"/>.</param>
public sealed class WorkflowSimulation(WorkflowRunner runner, EngineServices services, IReadOnlyDictionary<string, WorkflowGraph> definitions, VirtualClock clock)
{
    private readonly List<SimulatedInstance> _instances = [];
    private readonly List<string> _lines = [];
    private readonly Queue<Func<CancellationToken, Task>> _after = new();

    /// <summary>The instances, in the order of their start; the first is the one that was asked for.</summary>
    public IReadOnlyList<SimulatedInstance> Instances => _instances;

    /// <summary>What all instances wrote, in order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Starts an instance and delivers everything that follows from it.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="input">The values for its inputs.</param>
    /// <param name="trigger">The activity whose trigger starts it, if one does.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>The instance.</returns>
    public async Task<SimulatedInstance> StartAsync(string definitionId, IReadOnlyDictionary<string, JsonNode?> input, string? trigger = null, CancellationToken cancellationToken = default)
    {
        var instance = await StartAsync(Find(definitionId), new StartRequest(services.Ids.NewId(), null, input, trigger), null, cancellationToken);
        await SettleAsync(cancellationToken);
        return instance;
    }

    /// <summary>Starts an instance through an event that one of the definition's activities is triggered by.</summary>
    /// <param name="definitionId">The definition.</param>
    /// <param name="eventName">The event.</param>
    /// <param name="payload">What comes with it.</param>
    /// <param name="input">The values for its inputs.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>The instance, or null when nothing in the definition is triggered by the event.</returns>
    public async Task<SimulatedInstance?> TriggerAsync(string definitionId, string eventName, JsonNode? payload, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken = default)
    {
        var trigger = WorkflowTriggers.Of(Find(definitionId)).FirstOrDefault(t => t.Kind == BookmarkKinds.Event && t.Name == eventName);
        return trigger is null
            ? null
            : await StartAsync(definitionId, new Dictionary<string, JsonNode?>(input) { [Event.PayloadKey] = payload }, trigger.ActivityId, cancellationToken);
    }

    /// <summary>Completes the oldest open task with a name or of an activity.</summary>
    /// <param name="task">The activity's id or the task's name.</param>
    /// <param name="result">The result.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>The instance that moved, or null when no such task is open.</returns>
    public Task<SimulatedInstance?> CompleteTaskAsync(string task, JsonNode? result, CancellationToken cancellationToken = default) =>
        ResumeFirstAsync(b => b.ActivityId == task || b.Name == task, new Dictionary<string, JsonNode?> { [RunTask.ResultKey] = result }, cancellationToken);

    /// <summary>Resumes the oldest open bookmark of an activity.</summary>
    /// <param name="activityId">The activity.</param>
    /// <param name="input">What comes with it.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>The instance that moved, or null when the activity does not wait.</returns>
    public Task<SimulatedInstance?> ResumeAsync(string activityId, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken = default) =>
        ResumeFirstAsync(b => b.ActivityId == activityId, input, cancellationToken);

    /// <summary>Delivers an event to the instances that wait for it.</summary>
    /// <param name="published">The event.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>A task that ends when everything that follows has happened.</returns>
    public async Task PublishAsync(PublishedEvent published, CancellationToken cancellationToken = default)
    {
        await DeliverAsync(published, cancellationToken);
        await SettleAsync(cancellationToken);
    }

    /// <summary>Moves the clock and fires the timers that fall due on the way, each at its time.</summary>
    /// <param name="span">How far.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>How many timers fired.</returns>
    public async Task<int> WaitAsync(TimeSpan span, CancellationToken cancellationToken = default)
    {
        var end = clock.GetUtcNow() + span;
        var fired = 0;
        while (NextTimer(end) is var (instance, due, stimulus))
        {
            clock.MoveTo(due);
            await AdvanceAsync(instance, stimulus, cancellationToken);
            await SettleAsync(cancellationToken);
            fired++;
        }

        clock.MoveTo(end);
        return fired;
    }

    /// <summary>Moves one instance.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="stimulus">What happens to it.</param>
    /// <param name="cancellationToken">Ends the simulation.</param>
    /// <returns>A task that ends when everything that follows has happened.</returns>
    public async Task StimulateAsync(SimulatedInstance instance, Stimulus stimulus, CancellationToken cancellationToken = default)
    {
        await AdvanceAsync(instance, stimulus, cancellationToken);
        await SettleAsync(cancellationToken);
    }

    private WorkflowGraph Find(string definitionId) =>
        definitions.TryGetValue(definitionId, out var graph) ? graph : throw new InvalidOperationException($"No published version of workflow definition with ID {definitionId} found.");

    private (SimulatedInstance, DateTimeOffset, Stimulus)? NextTimer(DateTimeOffset end)
    {
        var due = _instances.Where(i => i.State.Status == WorkflowStatus.Running).SelectMany(Timers).Where(t => t.Due <= end).OrderBy(t => t.Due).ToList();
        return due.Count == 0 ? null : due[0];
    }

    private static IEnumerable<(SimulatedInstance Instance, DateTimeOffset Due, Stimulus Stimulus)> Timers(SimulatedInstance instance) =>
    [
        .. instance.State.Bookmarks.Where(b => b.DueAt is not null).Select(b => (instance, b.DueAt!.Value, (Stimulus)new ResumeBookmark(b.Id, new Dictionary<string, JsonNode?>()))),
        .. instance.State.Incidents.Where(i => i.RetryAt is not null).Select(i => (instance, i.RetryAt!.Value, (Stimulus)new RetryIncident(i.Id)))
    ];

    private async Task<SimulatedInstance?> ResumeFirstAsync(Func<Bookmark, bool> matches, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        foreach (var instance in _instances.Where(i => i.State.Status == WorkflowStatus.Running))
        {
            if (instance.State.Bookmarks.FirstOrDefault(matches) is { } bookmark)
            {
                await AdvanceAsync(instance, new ResumeBookmark(bookmark.Id, input), cancellationToken);
                await SettleAsync(cancellationToken);
                return instance;
            }
        }

        return null;
    }

    private async Task<SimulatedInstance> StartAsync(WorkflowGraph graph, StartRequest request, ChildWorkflow? origin, CancellationToken cancellationToken)
    {
        var instance = new SimulatedInstance(graph, origin);
        var place = _instances.Count;
        var result = await runner.StartAsync(graph, request, Hosted(), cancellationToken);
        _instances.Insert(origin is null ? place : _instances.Count, instance);
        Take(instance, result);
        return instance;
    }

    private async Task AdvanceAsync(SimulatedInstance instance, Stimulus stimulus, CancellationToken cancellationToken) =>
        Take(instance, await runner.AdvanceAsync(instance.Graph, instance.State, stimulus, Hosted(), cancellationToken));

    private EngineServices Hosted() => services with { RunChild = services.RunChild ?? RunChildAsync, IsPublished = services.IsPublished ?? definitions.ContainsKey };

    private async ValueTask<ChildResult> RunChildAsync(ChildWorkflow child, CancellationToken cancellationToken)
    {
        var instance = await StartAsync(Find(child.DefinitionId), StartRequest.For(child), child, cancellationToken);
        instance.IsReported = instance.State.Status == WorkflowStatus.Finished;
        return new ChildResult(instance.State.Status, instance.State.SubStatus, instance.State.Output);
    }

    private void Take(SimulatedInstance instance, StepResult result)
    {
        instance.Take(result);
        _lines.AddRange(result.Lines);
        foreach (var child in result.Children)
        {
            _after.Enqueue(token => StartAsync(Find(child.DefinitionId), StartRequest.For(child), child, token));
        }

        foreach (var published in result.Events)
        {
            _after.Enqueue(token => DeliverAsync(published, token));
        }

        if (instance is { IsReported: false, Origin.ParentBookmarkId: { } bookmark, State.Status: WorkflowStatus.Finished })
        {
            instance.IsReported = true;
            _after.Enqueue(token => ReportAsync(instance, bookmark, token));
        }
    }

    private async Task ReportAsync(SimulatedInstance child, string bookmarkId, CancellationToken cancellationToken)
    {
        var parent = _instances.Find(i => i.State.InstanceId == child.Origin!.ParentInstanceId);
        if (parent is { State.Status: WorkflowStatus.Running } && parent.State.Bookmarks.FirstOrDefault(b => b.Id == bookmarkId) is { } waiting)
        {
            await AdvanceAsync(parent, new ResumeBookmark(bookmarkId, ChildReport.InputFor(waiting, child.State)), cancellationToken);
        }
    }

    private async Task DeliverAsync(PublishedEvent published, CancellationToken cancellationToken)
    {
        var input = new Dictionary<string, JsonNode?> { [Event.PayloadKey] = published.Payload };
        foreach (var instance in _instances.Where(i => Receives(i, published)).ToList())
        {
            foreach (var bookmark in instance.State.Bookmarks.Where(b => b.Kind == BookmarkKinds.Event && b.Name == published.Name).ToList())
            {
                if (instance.State.Bookmarks.Any(b => b.Id == bookmark.Id))
                {
                    await AdvanceAsync(instance, new ResumeBookmark(bookmark.Id, input), cancellationToken);
                }
            }
        }

        if (published.InstanceId is null)
        {
            foreach (var (graph, trigger) in definitions.Values.SelectMany(g => WorkflowTriggers.Of(g).Where(t => t.Kind == BookmarkKinds.Event && t.Name == published.Name).Select(t => (g, t))).ToList())
            {
                await StartAsync(graph, new StartRequest(services.Ids.NewId(), published.CorrelationId, input, trigger.ActivityId), null, cancellationToken);
            }
        }
    }

    private static bool Receives(SimulatedInstance instance, PublishedEvent published) =>
        instance.State.Status == WorkflowStatus.Running
        && (published.InstanceId is null || published.InstanceId == instance.State.InstanceId)
        && (published.CorrelationId is null || published.CorrelationId == instance.State.CorrelationId);

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        for (var rounds = 0; _after.TryDequeue(out var next); rounds++)
        {
            if (rounds > 10_000)
            {
                throw new InvalidOperationException("流程之间互相启动或通知，没有尽头。");
            }

            await next(cancellationToken);
        }
    }
}
