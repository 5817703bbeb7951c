using ToyuFlow.Workflows.Flowcharts;

namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>Joins branches. The flowchart decides when it runs; running, it gives up what is still open before it.</summary>
internal sealed class FlowJoin : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Instance.Parent is { Activity.Flow: { } flow } flowchart)
        {
            FlowchartActivity.CancelBefore(context.Run, flowchart, flow.For(context.Run.State.TriggerActivityId), context.Instance.Activity);
        }

        return ValueTask.CompletedTask;
    }
}
