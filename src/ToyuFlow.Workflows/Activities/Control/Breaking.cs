using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Control;

/// <summary>The mark that Break leaves on the containers that it ends.</summary>
internal static class Breaking
{
    private const string Mark = "breaking";

    public static bool IsSet(ActivityInstance instance) => instance.Properties?.ContainsKey(Mark) == true;

    /// <summary>Marks the sequences around an activity, up to and with the nearest loop.</summary>
    public static void Signal(StepRun run, ActivityInstance from)
    {
        for (var current = from.Parent; current is not null; current = current.Parent)
        {
            var activity = current.Activity.Create(run.Services.Services);
            var isLoop = activity is CompositeActivity { IsLoop: true };
            if (isLoop || activity is Sequence or Fork)
            {
                (current.Properties ??= [])[Mark] = true;
            }

            if (isLoop)
            {
                return;
            }
        }
    }
}
