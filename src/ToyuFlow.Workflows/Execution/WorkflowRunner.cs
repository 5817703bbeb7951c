using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Moves instances: from a state and a stimulus to the next state. It has no storage, no clock and no threads of its own, and may be shared.</summary>
/// <param name="catalog">The activities that graphs were compiled with.</param>
public sealed class WorkflowRunner(ActivityCatalog catalog)
{
    /// <summary>The activities that graphs were compiled with.</summary>
    public ActivityCatalog Catalog { get; } = catalog;

    /// <summary>Starts an instance and runs it until it rests.</summary>
    /// <param name="graph">The definition.</param>
    /// <param name="request">What it starts with.</param>
    /// <param name="services">What it takes from the host.</param>
    /// <param name="cancellationToken">Ends the step; nothing of it may then be stored.</param>
    /// <returns>The new instance and everything that happened.</returns>
#pragma warning disable CA1822 // The runner is what a host holds on to; what it needs from the catalog may grow.
    public async Task<StepResult> StartAsync(WorkflowGraph graph, StartRequest request, EngineServices services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(services);
        var definition = graph.Definition;
        var state = new WorkflowState
        {
            InstanceId = request.InstanceId,
            DefinitionId = definition.DefinitionId,
            DefinitionVersionId = definition.Id,
            DefinitionVersion = definition.Version,
            CorrelationId = request.CorrelationId,
            ParentInstanceId = request.ParentInstanceId,
            ParentBookmarkId = request.ParentBookmarkId,
            Depth = request.Depth,
            TriggerActivityId = request.TriggerActivityId,
            Name = request.Name,
            SubStatus = WorkflowSubStatus.Pending,
            CreatedAt = services.Time.GetUtcNow()
        };
        var run = new StepRun(graph, state, services) { FirstVariables = request.Variables };
        AddInput(run, request.Input);
        run.Enqueue(new WorkItem(graph.Workflow));
        await run.RunAsync(cancellationToken);
        return Result(run);
    }

    /// <summary>Moves an instance and runs it until it rests.</summary>
    /// <param name="graph">The definition version that the instance runs on.</param>
    /// <param name="state">The instance. It is changed; if this throws, drop it and load it again.</param>
    /// <param name="stimulus">What happened.</param>
    /// <param name="services">What it takes from the host.</param>
    /// <param name="cancellationToken">Ends the step; nothing of it may then be stored.</param>
    /// <returns>The instance after the step and everything that happened.</returns>
    /// <exception cref="BookmarkNotFoundException">The bookmark is not open.</exception>
    /// <exception cref="IncidentNotFoundException">The incident is not open.</exception>
    /// <exception cref="WorkflowNotRunningException">The instance has ended.</exception>
    /// <exception cref="RewindRefusedException">It cannot go back there.</exception>
    public async Task<StepResult> AdvanceAsync(WorkflowGraph graph, WorkflowState state, Stimulus stimulus, EngineServices services, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stimulus);
        ArgumentNullException.ThrowIfNull(services);
        if (state.DefinitionVersionId != graph.Definition.Id)
        {
            throw new ArgumentException($"实例 {state.InstanceId} 运行在 {state.DefinitionVersionId} 上，不是 {graph.Definition.Id}。", nameof(graph));
        }

        var stimuli = new StimulusHandler(new StepRun(graph, state, services));
        var run = stimuli.Run;
        switch (stimulus)
        {
            case ResumeBookmark resume:
                stimuli.Resume(resume);
                await run.RunAsync(cancellationToken);
                break;
            case CancelWorkflow cancel:
                stimuli.RequireRunningOrFaulted();
                AddInput(run, new Dictionary<string, JsonNode?>());
                await run.CancelWorkflowAsync(cancel.Reason, cancellationToken);
                break;
            case RetryIncident retry:
                stimuli.Retry(retry.IncidentId);
                await run.RunAsync(cancellationToken);
                break;
            case SkipIncident skip:
                stimuli.Skip(skip);
                await run.RunAsync(cancellationToken);
                break;
            case LeaveActivity leave:
                stimuli.Leave(leave);
                await run.RunAsync(cancellationToken);
                break;
            case Rewind rewind:
                stimuli.Rewind(rewind);
                await run.RunAsync(cancellationToken);
                break;
            case SetVariables set:
                stimuli.SetVariables(set);
                break;
            default:
                throw new ArgumentException($"Unknown stimulus {stimulus.GetType().Name}.", nameof(stimulus));
        }

        return Result(run);
    }

    /// <summary>What going back would mean; nothing changes.</summary>
    /// <param name="graph">The definition version that the instance runs on.</param>
    /// <param name="state">The instance.</param>
    /// <param name="rewind">Where to, and by whom.</param>
    /// <param name="services">What it takes from the host.</param>
    /// <returns>Whether it is possible, and what would be given up and run again.</returns>
    public RewindPlan PlanRewind(WorkflowGraph graph, WorkflowState state, Rewind rewind, EngineServices services)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(rewind);
        ArgumentNullException.ThrowIfNull(services);
        return new StimulusHandler(new StepRun(graph, state, services)).Plan(rewind);
    }
#pragma warning restore CA1822

    internal static void AddInput(StepRun run, IReadOnlyDictionary<string, JsonNode?> input)
    {
        foreach (var (name, value) in input)
        {
            run.Input[name] = value?.DeepClone();
        }

        foreach (var (name, value) in run.State.StoredInput)
        {
            run.Input.TryAdd(name, value);
        }
    }

    private static StepResult Result(StepRun run) =>
        new(run.State, run.Journal, run.BookmarksCreated(), run.BookmarksRemoved(), run.Raised, run.Lines, run.Events, run.Children);
}
