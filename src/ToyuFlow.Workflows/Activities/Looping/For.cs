using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities.Control;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Looping;

/// <summary>Counts from a start to an end.</summary>
internal sealed class For : CompositeActivity
{
    public override bool IsLoop => true;

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        // Without a body Elsa neither runs nor completes it.
        if (self.Activity.Port("body") is null)
        {
            return;
        }

        var properties = context.Properties;
        properties["current"] = context.GetInput<long>("Start");
        properties["end"] = context.GetInput<long>("End");
        properties["step"] = context.GetInput<long>("Step");
        properties["inclusive"] = context.GetInput<bool>("OuterBoundInclusive");
        Round(run, self);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes)
    {
        var properties = self.Properties!;
        properties["current"] = properties["current"]!.GetValue<long>() + properties["step"]!.GetValue<long>();
        Round(run, self);
    }

    private static void Round(StepRun run, ActivityInstance self)
    {
        var properties = self.Properties!;
        var (current, end, step) = (properties["current"]!.GetValue<long>(), properties["end"]!.GetValue<long>(), properties["step"]!.GetValue<long>());
        var inside = step >= 0 ? current < end : current > end;
        inside |= current == end && properties["inclusive"]!.GetValue<bool>();
        if (!inside || Breaking.IsSet(self) || self.Activity.Port("body") is not { } body)
        {
            run.Complete(self);
            return;
        }

        run.Schedule(self, body, [new VariableSlot("CurrentValue", "CurrentValue", JsonValue.Create(current), true)]);
        run.SetOutput(self, "CurrentValue", JsonValue.Create(current));
    }
}
