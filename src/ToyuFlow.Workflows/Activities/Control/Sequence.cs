using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Control;

/// <summary>Runs its activities one after the other.</summary>
internal sealed class Sequence : CompositeActivity
{
    private const string Next = "next";

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        StepRun.Declare(self, self.Activity.Node.Variables);
        Continue(run, self);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        if (Breaking.IsSet(self) || child.Activity.Descriptor.IsTerminal)
        {
            run.Complete(self);
            return;
        }

        Continue(run, self);
    }

    private static void Continue(StepRun run, ActivityInstance self)
    {
        var properties = self.Properties ??= [];
        var next = properties[Next]?.GetValue<int>() ?? 0;
        if (next >= self.Activity.Members.Count)
        {
            run.Complete(self);
            return;
        }

        properties[Next] = next + 1;
        run.Schedule(self, self.Activity.Members[next]);
    }
}
