using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Definitions;

namespace ToyuFlow.Workflows.Execution;

/// <content>Scheduling, completing and cancelling runs of activities, in the order in which Elsa does it.</content>
internal sealed partial class StepRun
{
    public static readonly string[] Done = ["Done"];

    /// <summary>Where a decision keeps what it read, in its properties and in the journal.</summary>
    public const string Reads = "Reads";

    /// <summary>Puts an activity at the end of the queue.</summary>
    public void Schedule(ActivityInstance owner, CompiledActivity activity, List<VariableSlot>? variables = null, bool isBackward = false) =>
        Enqueue(new WorkItem(activity) { Owner = owner, Variables = variables, IsBackward = isBackward });

    /// <summary>Completes a run: gives up what is still open inside it, then tells its parent.</summary>
    public void Complete(ActivityInstance instance, string[]? outcomes = null, JsonObject? data = null)
    {
        if (instance.Status != ActivityStatus.Running)
        {
            return;
        }

        foreach (var child in instance.Children.Where(c => !c.IsClosed).ToArray())
        {
            Cancel(child);
        }

        instance.Status = ActivityStatus.Completed;
        if (instance.Activity.Decides && instance.Properties?[Reads] is { } reads)
        {
            instance.Properties.Remove(Reads);
            (data ??= [])[Reads] = reads;
        }

        if (outcomes is not null)
        {
            (data ??= [])["Outcomes"] = new JsonArray([.. outcomes.Select(o => JsonValue.Create(o))]);
        }

        Log(instance, JournalEvents.Completed, data);
        Notify(instance, outcomes ?? Done);
        RemoveBookmarks(instance);
        Close(instance);
    }

    private void Notify(ActivityInstance instance, string[] outcomes)
    {
        if (instance is not { NotifiesParent: true, Parent: { IsClosed: false } parent } || _callbacksCleared)
        {
            return;
        }

        instance.NotifiesParent = false;
        ((CompositeActivity)parent.Activity.Create(Services.Services)).OnChildCompleted(this, parent, instance, outcomes);
    }

    /// <summary>Lets go of a closed run; the workflow's own stays, it holds the variables.</summary>
    private void Close(ActivityInstance instance)
    {
        if (instance.Parent is { } parent && instance.IsClosed)
        {
            parent.Children.Remove(instance);
            State.Instances.Remove(instance);
        }
    }

    /// <summary>Gives up a run and then what is inside it: what happens to the open children of a container that completes.</summary>
    public void Cancel(ActivityInstance instance)
    {
        if (instance.IsClosed)
        {
            return;
        }

        Withdraw(instance);
        GiveUp(instance);
        foreach (var child in instance.Children.Where(c => !c.IsClosed).ToArray())
        {
            Cancel(child);
        }

        Close(instance);
    }

    /// <summary>Gives up what is inside a run and then the run: what happens to the branches that lose at a join.</summary>
    public void CancelFromInside(ActivityInstance instance)
    {
        if (instance.IsClosed)
        {
            return;
        }

        Withdraw(instance);
        foreach (var child in instance.Children.ToArray())
        {
            CancelFromInside(child);
        }

        GiveUp(instance);
        Close(instance);
    }

    /// <summary>Gives up a run with everything inside it and its incidents, and tells no container: what it led to is undone, not skipped.</summary>
    public void Abandon(ActivityInstance instance)
    {
        Withdraw(instance);
        foreach (var child in instance.Children.Where(c => !c.IsClosed).ToArray())
        {
            Abandon(child);
        }

        LetGo(instance);
        State.OpenIncidents.RemoveAll(i => i.ActivityInstanceId == instance.Id);
        Close(instance);
    }

    private void GiveUp(ActivityInstance instance)
    {
        LetGo(instance);
        if (instance.Parent is { } parent && parent.Activity.Create(Services.Services) is CompositeActivity composite)
        {
            composite.OnChildCanceled(this, parent, instance);
        }
    }

    private void LetGo(ActivityInstance instance)
    {
        instance.Status = ActivityStatus.Canceled;
        RemoveBookmarks(instance);
        Log(instance, JournalEvents.Canceled, null);
        if (!instance.Activity.Descriptor.IsBuiltIn)
        {
            _given.Add(new ActivityContext(this, instance));
        }
    }

    /// <summary>Takes back what the run has scheduled and what has not begun.</summary>
    private void Withdraw(ActivityInstance instance)
    {
        for (var i = _queue.Count - 1; i >= _next; i--)
        {
            if (_queue[i].Owner == instance || _queue[i].Existing == instance)
            {
                _queue.RemoveAt(i);
            }
        }
    }

    /// <summary>Activities of the host clean up after the one that gave them up has returned.</summary>
    private async ValueTask CancelGivenUpAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < _given.Count; i++)
        {
            await _given[i].Instance.Activity.Create(Services.Services).CancelAsync(_given[i], cancellationToken);
        }

        _given.Clear();
    }

    public bool IsScheduled(ActivityInstance owner, CompiledActivity activity)
    {
        for (var i = _next; i < _queue.Count; i++)
        {
            if (_queue[i].Owner == owner && _queue[i].Activity == activity)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything inside a run is scheduled.</summary>
    public bool HasScheduledInside(ActivityInstance instance)
    {
        for (var i = _next; i < _queue.Count; i++)
        {
            for (var owner = _queue[i].Owner; owner is not null; owner = owner.Parent)
            {
                if (owner == instance)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Ends the whole workflow at once, as Finish does: what is open is dropped without a word.</summary>
    public void Finish()
    {
        _callbacksCleared = true;
        _queue.Clear();
        _next = 0;
        RemoveAllBookmarks();
        TransitionTo(WorkflowSubStatus.Finished);
        GiveUpQuietly();
    }

    /// <summary>Ends the instance from outside.</summary>
    public async ValueTask CancelWorkflowAsync(string? reason, CancellationToken cancellationToken)
    {
        RemoveAllBookmarks();
        State.SubStatus = WorkflowSubStatus.Cancelled;
        State.CancelReason = reason;
        State.FinishedAt = Now;
        State.OpenIncidents.Clear();
        GiveUpQuietly();
        foreach (var instance in State.Instances)
        {
            instance.Status = ActivityStatus.Canceled;
        }

        await CancelGivenUpAsync(cancellationToken);
        Settle();
    }

    private void GiveUpQuietly()
    {
        foreach (var instance in State.Instances)
        {
            if (instance.Status is ActivityStatus.Running && !instance.Activity.Descriptor.IsBuiltIn)
            {
                _given.Add(new ActivityContext(this, instance));
            }
        }
    }

    /// <summary>What Complete said, for the activity that its workflow is nested in: the containers between complete without outcomes.</summary>
    public string[]? SignalledOutcomes { get; set; }

    /// <summary>What Complete does: loops around it are given up, the workflow completes with the outcomes.</summary>
    public void CompleteComposite(ActivityInstance sender, string[] outcomes, JsonObject? data)
    {
        for (var current = sender; current is not null; current = current.Parent)
        {
            if (current.Activity.Create(Services.Services) is CompositeActivity { IsLoop: true })
            {
                CancelFromInside(current);
            }
            else if (current.Activity.Node.Type == BuiltInActivities.Workflow.TypeName)
            {
                SignalledOutcomes = outcomes;
                Complete(sender, null, data);
                Complete(current, outcomes);
                return;
            }
        }
    }

    /// <summary>The state as it is stored: without what has closed, and in Elsa's order.</summary>
    private void Settle()
    {
        State.Instances.RemoveAll(i => i is { IsClosed: true, Parent: not null });
        if (State.Status == WorkflowStatus.Running)
        {
            if (State.Instances.TrueForAll(i => i.IsClosed))
            {
                TransitionTo(WorkflowSubStatus.Finished);
            }
            else
            {
                State.SubStatus = WorkflowSubStatus.Suspended;
                ReportIfStuck();
            }
        }

        State.UpdatedAt = Now;
        State.Instances.Reverse();
        OrderChildren();
        KeepDurableInput();
    }

    private void OrderChildren()
    {
        var workflow = State.Workflow;
        foreach (var instance in State.Instances)
        {
            instance.Children.Clear();

            // A join that opened while its flowchart was completing runs on alone, as in Elsa; it still belongs to the workflow.
            if (instance.Parent is { IsClosed: true } && instance.Parent != workflow)
            {
                instance.Parent = workflow;
                instance.NotifiesParent = false;
            }
        }

        foreach (var instance in State.Instances)
        {
            instance.Parent?.Children.Add(instance);
        }
    }

    /// <summary>An instance that waits for nothing must not vanish from sight.</summary>
    private void ReportIfStuck()
    {
        if (State.OpenBookmarks.Count == 0 && State.OpenIncidents.Count == 0)
        {
            var root = State.Instances.Find(i => !i.IsClosed)!;
            AddIncident(root.Activity, root.Id, new InvalidOperationException("流程停住了：没有等待的事项，也没有可执行的活动。"));
        }
    }
}
