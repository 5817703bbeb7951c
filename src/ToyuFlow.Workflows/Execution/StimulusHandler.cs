using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Flowcharts;
using ToyuFlow.Workflows.Incidents;

namespace ToyuFlow.Workflows.Execution;

/// <summary>Turns a stimulus into the first activity of a step.</summary>
internal sealed class StimulusHandler
{
    private readonly WorkflowState _state;

    public StimulusHandler(StepRun run)
    {
        Run = run;
        _state = run.State;
        Bind();
    }

    public StepRun Run { get; }

    public void Resume(ResumeBookmark stimulus)
    {
        var bookmark = _state.OpenBookmarks.Find(b => b.Id == stimulus.BookmarkId);
        if (bookmark is null)
        {
            throw new BookmarkNotFoundException(_state.InstanceId, stimulus.BookmarkId);
        }

        if (_state.Status == WorkflowStatus.Finished)
        {
            throw new WorkflowNotRunningException(_state.InstanceId, _state.SubStatus);
        }

        var instance = _state.Instances.Find(i => i.Id == bookmark.ActivityInstanceId) ?? throw new BookmarkNotFoundException(_state.InstanceId, stimulus.BookmarkId);
        _state.OpenIncidents.RemoveAll(i => i.ActivityInstanceId == instance.Id);
        WorkflowRunner.AddInput(Run, stimulus.Input);
        Run.Enqueue(new WorkItem(instance.Activity) { Existing = instance, Bookmark = bookmark, Input = stimulus.Input });
    }

    public void Retry(string incidentId)
    {
        var instance = TakeIncident(incidentId);
        if (instance is null)
        {
            return;
        }

        instance.Status = ActivityStatus.Running;
        if (!_state.OpenBookmarks.Exists(b => b.ActivityInstanceId == instance.Id))
        {
            Run.Enqueue(new WorkItem(instance.Activity) { Existing = instance });
        }
    }

    public void Skip(SkipIncident stimulus)
    {
        if (TakeIncident(stimulus.IncidentId) is { } instance)
        {
            Run.Enqueue(new WorkItem(instance.Activity) { Existing = instance, SkipWith = stimulus.Outcome });
        }
    }

    public void Leave(LeaveActivity stimulus)
    {
        RequireRunningOrFaulted();
        var bookmark = _state.OpenBookmarks.Find(b => b.Id == stimulus.BookmarkId);
        var instance = _state.Instances.Find(i => i.Id == bookmark?.ActivityInstanceId) ?? throw new BookmarkNotFoundException(_state.InstanceId, stimulus.BookmarkId);
        WorkflowRunner.AddInput(Run, new Dictionary<string, JsonNode?>());
        Run.Enqueue(new WorkItem(instance.Activity) { Existing = instance, SkipWith = stimulus.Outcome });
    }

    public void Rewind(Rewind stimulus)
    {
        if (_state.Status == WorkflowStatus.Finished)
        {
            throw new WorkflowNotRunningException(_state.InstanceId, _state.SubStatus);
        }

        var way = FlowRewind.Find(_state, stimulus) ?? throw new RewindRefusedException(RewindRefusal.NotBefore, [stimulus.TargetActivityId]);
        if (way.Check(stimulus.CancelsOthers) is ({ } refusal, var inTheWay))
        {
            throw new RewindRefusedException(refusal, [.. inTheWay.Select(i => i.Activity.Id)]);
        }

        WorkflowRunner.AddInput(Run, new Dictionary<string, JsonNode?>());
        way.Apply(Run, stimulus.ComesBack);
    }

    public RewindPlan Plan(Rewind rewind) => FlowRewind.Find(_state, rewind) is { } way && _state.Status != WorkflowStatus.Finished
        ? new RewindPlan(way.Check(rewind.CancelsOthers).Refusal, [.. way.Open.Select(i => i.Activity.Id)], way.Between())
        : new RewindPlan(RewindRefusal.NotBefore, [], []);

    public void SetVariables(SetVariables stimulus)
    {
        RequireRunningOrFaulted();
        var root = _state.Workflow ?? throw new WorkflowNotRunningException(_state.InstanceId, _state.SubStatus);
        foreach (var (name, value) in stimulus.Values)
        {
            StepRun.SetVariable(root, name, value?.DeepClone());
        }

        _state.UpdatedAt = Run.Now;
    }

    public void RequireRunningOrFaulted()
    {
        if (_state.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
        {
            throw new WorkflowNotRunningException(_state.InstanceId, _state.SubStatus);
        }
    }

    private ActivityInstance? TakeIncident(string incidentId)
    {
        RequireRunningOrFaulted();
        var incident = _state.OpenIncidents.Find(i => i.Id == incidentId) ?? throw new IncidentNotFoundException(_state.InstanceId, incidentId);
        _state.OpenIncidents.Remove(incident);
        WorkflowRunner.AddInput(Run, new Dictionary<string, JsonNode?>());
        if (_state.OpenIncidents.Count == 0 || _state.SubStatus != WorkflowSubStatus.Faulted)
        {
            _state.SubStatus = WorkflowSubStatus.Suspended;
            _state.FinishedAt = null;
        }

        return _state.Instances.Find(i => i.Id == incident.ActivityInstanceId);
    }

    /// <summary>Finds the compiled activity of each run, and gives containers the variables that are only in memory.</summary>
    private void Bind()
    {
        foreach (var instance in _state.Instances)
        {
            instance.Activity = Run.Graph.Find(instance.ActivityId)
                ?? throw new InvalidOperationException($"实例 {_state.InstanceId} 中的活动“{instance.ActivityId}”不在流程定义中。");
            StepRun.Declare(instance, instance.Activity.Node.Variables);
        }
    }
}
