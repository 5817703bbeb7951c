using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Control;

/// <summary>Runs all its activities and completes when each has completed.</summary>
internal sealed class Parallel : CompositeActivity
{
    private const string Open = "open";

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        StepRun.Declare(self, self.Activity.Node.Variables);
        if (self.Activity.Members.Count == 0)
        {
            run.Complete(self);
            return;
        }

        context.Properties[Open] = self.Activity.Members.Count;
        foreach (var member in self.Activity.Members)
        {
            run.Schedule(self, member);
        }
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        var open = self.Properties![Open]!.GetValue<int>() - 1;
        self.Properties[Open] = open;
        if (open == 0)
        {
            run.Complete(self);
        }
    }
}
