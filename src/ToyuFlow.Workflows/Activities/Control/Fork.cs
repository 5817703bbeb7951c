using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Control;

/// <summary>Runs its branches at once and completes after all, or after the first.</summary>
internal sealed class Fork : CompositeActivity
{
    private const string Completed = "completed";

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        if (self.Activity.Members.Count == 0)
        {
            run.Complete(self);
            return;
        }

        foreach (var branch in self.Activity.Members)
        {
            run.Schedule(self, branch);
        }
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        var completed = (self.Properties ??= [])[Completed] as JsonArray ?? [];
        completed.Add(child.Activity.Id);
        if (completed.Parent is null)
        {
            self.Properties[Completed] = completed;
        }

        if (Breaking.IsSet(self) || IsAny(self) || self.Activity.Members.TrueForAll(m => completed.Any(id => id!.GetValue<string>() == m.Id)))
        {
            run.Complete(self);
        }
    }

    private static bool IsAny(ActivityInstance self) => self.Activity.Node.Json["joinMode"] is JsonValue mode && mode.ToString() is "WaitAny" or "1";
}

/// <summary>A box of a flowchart that runs the activity inside it.</summary>
internal sealed class FlowNode : CompositeActivity
{
    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        if (self.Activity.Port("body") is { } body)
        {
            run.Schedule(self, body);
        }
        else
        {
            run.Complete(self);
        }
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) => run.Complete(self);
}
