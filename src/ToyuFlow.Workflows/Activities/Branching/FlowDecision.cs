namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>Goes on by <c>True</c> or by <c>False</c>.</summary>
internal sealed class FlowDecision : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Complete(context.GetInput<bool>("Condition") ? "True" : "False");
        return ValueTask.CompletedTask;
    }
}
