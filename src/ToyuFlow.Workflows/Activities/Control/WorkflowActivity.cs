using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Control;

/// <summary>The workflow itself: declares its variables and runs its root.</summary>
internal sealed class WorkflowActivity : CompositeActivity
{
    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        StepRun.Declare(self, self.Activity.Node.Variables);
        foreach (var (name, value) in run.FirstVariables)
        {
            StepRun.SetVariable(self, name, value?.DeepClone());
        }

        run.Schedule(self, self.Activity.Members[0]);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) => run.Complete(self);
}
