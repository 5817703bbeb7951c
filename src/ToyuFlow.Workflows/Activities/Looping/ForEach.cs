using ToyuFlow.Workflows.Activities.Control;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Looping;

/// <summary>Runs its body for each item of a list, one after the other.</summary>
internal sealed class ForEach : CompositeActivity
{
    public override bool IsLoop => true;

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        context.Properties["items"] = ItemList.Read(context.GetInput("Items"));
        context.Properties["index"] = 0;
        Round(run, self);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) => Round(run, self);

    private static void Round(StepRun run, ActivityInstance self)
    {
        var properties = self.Properties!;
        var items = properties["items"]!.AsArray();
        var index = properties["index"]!.GetValue<int>();
        if (Breaking.IsSet(self) || index >= items.Count)
        {
            run.Complete(self);
            return;
        }

        var item = items[index];
        run.SetOutput(self, "CurrentValue", item?.DeepClone());
        if (self.Activity.Port("body") is not { } body)
        {
            run.Complete(self);
            return;
        }

        properties["index"] = index + 1;
        run.Schedule(self, body, ItemList.Variables(index, item));
    }
}
