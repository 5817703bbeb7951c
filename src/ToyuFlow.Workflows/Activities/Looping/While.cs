using ToyuFlow.Workflows.Activities.Control;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities.Looping;

/// <summary>Runs its body as long as a condition holds.</summary>
internal sealed class While : CompositeActivity
{
    public override bool IsLoop => true;

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context) => Continue(run, self, context);

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) =>
        Continue(run, self, new ActivityContext(run, self));

    private static void Continue(StepRun run, ActivityInstance self, ActivityContext context)
    {
        if (!Breaking.IsSet(self) && self.Activity.Port("body") is { } body && ValueConversion.ToBoolean(context.EvaluateInput("Condition")))
        {
            run.Schedule(self, body);
        }
        else
        {
            run.Complete(self, null, context.TakeJournalData());
        }
    }
}
