using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>One step of one instance: takes activities from a queue, first in first out, until none is left.</summary>
internal sealed partial class StepRun
{
    private readonly List<WorkItem> _queue = [];
    private readonly List<ActivityContext> _given = [];
    private readonly HashSet<string> _bookmarksBefore = new(StringComparer.Ordinal);
    private readonly List<Bookmark> _removed = [];
    private int _next;
    private int _executed;

    /// <summary>Set by Finish: nobody is told of completions any more.</summary>
    private bool _callbacksCleared;

    public StepRun(WorkflowGraph graph, WorkflowState state, EngineServices services)
    {
        Graph = graph;
        State = state;
        Services = services;
        foreach (var bookmark in state.OpenBookmarks)
        {
            _bookmarksBefore.Add(bookmark.Id);
        }
    }

    public WorkflowGraph Graph { get; }

    public WorkflowState State { get; }

    public EngineServices Services { get; }

    public List<JournalEntry> Journal { get; } = [];

    public List<string> Lines { get; } = [];

    public List<Incident> Raised { get; } = [];

    public List<PublishedEvent> Events { get; } = [];

    public List<ChildWorkflow> Children { get; } = [];

    public DateTimeOffset Now => Services.Time.GetUtcNow();

    public void Enqueue(WorkItem item) => _queue.Add(item);

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        State.SubStatus = State.Status == WorkflowStatus.Running ? WorkflowSubStatus.Executing : State.SubStatus;
        while (_next < _queue.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var item = _queue[_next++];
            if (_next > 256)
            {
                _queue.RemoveRange(0, _next);
                _next = 0;
            }

            if (++_executed > Services.MaxActivitiesPerStep)
            {
                StopEndlessRun(item);
                break;
            }

            await InvokeAsync(item, cancellationToken);
            await CancelGivenUpAsync(cancellationToken);
        }

        Settle();
    }

    private async ValueTask InvokeAsync(WorkItem item, CancellationToken cancellationToken)
    {
        var instance = item.Existing ?? Create(item);
        var activity = instance.Activity;
        if (item.SkipWith is { } outcome)
        {
            Skip(instance, outcome);
            return;
        }

        Log(instance, IsBookmarked(activity) ? JournalEvents.Resumed : JournalEvents.Started, null);
        var context = new ActivityContext(this, instance);
        try
        {
            if (item.Bookmark is null)
            {
                context.EvaluateInputs();
            }

            instance.Status = ActivityStatus.Running;
            if (activity.Descriptor.IsBuiltIn && activity.Create(Services.Services) is CompositeActivity composite)
            {
                if (item.Bookmark is null)
                {
                    composite.Start(this, instance, context);
                }
                else
                {
                    composite.Resume(this, instance, context, item.Input ?? EmptyInput);
                    Burn(item, context);
                }
            }
            else
            {
                await ExecuteAsync(context, item, cancellationToken);
                Conclude(context, item);
            }

            if (instance.Status == ActivityStatus.Running && IsBookmarked(activity))
            {
                Log(instance, JournalEvents.Suspended, context.TakeJournalData());
            }
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested) && Services.IsFatal?.Invoke(e) != true)
        {
            Fault(instance, e);
        }
    }

    private void Skip(ActivityInstance instance, string outcome)
    {
        try
        {
            instance.Status = ActivityStatus.Running;
            instance.NotifiesParent = true;
            Complete(instance, [outcome], new JsonObject { ["Skipped"] = true });
        }
        catch (InvalidOperationException e)
        {
            Fault(instance, e);
        }
    }

    private async ValueTask ExecuteAsync(ActivityContext context, WorkItem item, CancellationToken cancellationToken)
    {
        var activity = context.Instance.Activity.Create(Services.Services);
        ValueTask Run() => item.Bookmark is { } bookmark
            ? activity.ResumeAsync(context, bookmark, item.Input ?? EmptyInput, cancellationToken)
            : activity.ExecuteAsync(context, cancellationToken);

        if (Services.Around is { } around)
        {
            await around(context, Run);
        }
        else
        {
            await Run();
        }
    }

    /// <summary>What follows from the activity having returned.</summary>
    private void Conclude(ActivityContext context, WorkItem item)
    {
        var instance = context.Instance;
        if (context.Outcomes is { } outcomes)
        {
            Complete(instance, outcomes, context.TakeJournalData());
        }
        else if (instance.Status == ActivityStatus.Running && !HasOtherBookmark(instance, context.KeepsBookmark ? null : item.Bookmark))
        {
            Complete(instance, null, context.TakeJournalData());
        }

        Burn(item, context);
    }

    private void Burn(WorkItem item, ActivityContext context)
    {
        if (item.Bookmark is { } resumed && !context.KeepsBookmark)
        {
            RemoveBookmark(resumed.Id);
        }
    }

    private ActivityInstance Create(WorkItem item)
    {
        var instance = new ActivityInstance(Services.Ids.NewId(), item.Activity.Key)
        {
            Activity = item.Activity,
            Parent = item.Owner,
            Variables = item.Variables,
            NotifiesParent = item.Owner is not null,
            IsBackward = item.IsBackward,
            Properties = item.Properties
        };
        item.Owner?.Children.Add(instance);
        State.Instances.Add(instance);
        return instance;
    }

    public void Log(ActivityInstance instance, string what, JsonObject? data)
    {
        var activity = instance.Activity;
        Journal.Add(new JournalEntry(State.NextSequence++, Now, activity.Id, activity.Node.NodeId, instance.Id, activity.Node.Type, what, data));
    }

    private void Fault(ActivityInstance instance, Exception e)
    {
        Log(instance, JournalEvents.Faulted, new JsonObject { ["Message"] = e.Message });
        instance.Status = ActivityStatus.Faulted;
        AddIncident(instance.Activity, instance.Id, e, RetryAt(instance));
        if (Graph.Definition.IncidentStrategy == IncidentStrategy.Fault && State.Status == WorkflowStatus.Running)
        {
            TransitionTo(WorkflowSubStatus.Faulted);
        }
    }

    private DateTimeOffset? RetryAt(ActivityInstance instance)
    {
        if (Graph.Definition.IncidentStrategy != IncidentStrategy.Retry || State.Status != WorkflowStatus.Running)
        {
            return null;
        }

        var faults = (instance.Properties?["faults"]?.GetValue<int>() ?? 0) + 1;
        (instance.Properties ??= [])["faults"] = faults;
        return Now + RetrySchedule.After(faults);
    }

    private void AddIncident(CompiledActivity activity, string instanceId, Exception e, DateTimeOffset? retryAt = null)
    {
        var causes = new List<string>();
        for (var inner = e.InnerException; inner is not null && causes.Count < 5; inner = inner.InnerException)
        {
            causes.Add(inner.Message);
        }

        var incident = new Incident(Services.Ids.NewId(), activity.Id, instanceId, activity.Node.Type, e.Message, causes.Count == 0 ? null : string.Join('\n', causes.Distinct()), Now) { RetryAt = retryAt };
        State.OpenIncidents.Add(incident);
        Raised.Add(incident);
    }

    /// <exception cref="InvalidOperationException">The instance has ended; Elsa refuses in the same words.</exception>
    public void TransitionTo(WorkflowSubStatus status)
    {
        if (State.Status == WorkflowStatus.Finished)
        {
            throw new InvalidOperationException($"Cannot transition from {State.SubStatus} to {status}");
        }

        State.SubStatus = status;
        if (State.Status == WorkflowStatus.Finished)
        {
            State.FinishedAt = Now;
        }
    }

    private void StopEndlessRun(WorkItem item)
    {
        _queue.Clear();
        _next = 0;
        AddIncident(item.Activity, item.Existing?.Id ?? item.Owner?.Id ?? "", new InvalidOperationException($"一步之内执行了超过 {Services.MaxActivitiesPerStep} 个活动而没有等待：流程中可能有不停的循环。"));
        if (State.Status == WorkflowStatus.Running)
        {
            TransitionTo(WorkflowSubStatus.Faulted);
        }
    }

    private static readonly IReadOnlyDictionary<string, JsonNode?> EmptyInput = new Dictionary<string, JsonNode?>();
}
