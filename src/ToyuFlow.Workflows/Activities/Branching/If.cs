using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>Runs one of two activities, or none.</summary>
internal sealed class If : CompositeActivity
{
    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        var condition = context.GetInput<bool>("Condition");
        context.SetOutput("Result", JsonValue.Create(condition));
        if (self.Activity.Port(condition ? "then" : "else") is { } branch)
        {
            context.KeepReads();
            run.Schedule(self, branch);
        }
        else
        {
            run.Complete(self, null, context.TakeJournalData());
        }
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) => run.Complete(self);
}
