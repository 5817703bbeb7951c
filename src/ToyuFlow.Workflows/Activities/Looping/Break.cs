using ToyuFlow.Workflows.Activities.Control;

namespace ToyuFlow.Workflows.Activities.Looping;

/// <summary>Ends the loop around it after this round.</summary>
internal sealed class Break : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        Breaking.Signal(context.Run, context.Instance);
        return ValueTask.CompletedTask;
    }
}
