namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>Goes on by the label of the first case that matches, or of all, or by <c>Default</c>.</summary>
internal sealed class FlowSwitch : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var matches = Cases.Matching(context);
        context.CompleteWith(matches.Count == 0 ? ["Default"] : [.. matches.Select(c => c.Label)]);
        return ValueTask.CompletedTask;
    }
}
