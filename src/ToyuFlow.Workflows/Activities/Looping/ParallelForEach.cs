using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Looping;

/// <summary>Runs its body for all items of a list at once.</summary>
internal sealed class ParallelForEach : CompositeActivity
{
    private const string Open = "open";

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        var items = ItemList.Read(context.GetInput("Items"));
        if (items.Count == 0 || self.Activity.Port("body") is not { } body)
        {
            run.Complete(self);
            return;
        }

        context.Properties[Open] = items.Count;
        for (var i = 0; i < items.Count; i++)
        {
            run.Schedule(self, body, ItemList.Variables(i, items[i]));
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
