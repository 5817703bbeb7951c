using System.Text.Json.Nodes;

namespace ToyuFlow.Workflows.Activities.Branching;

/// <summary>Follows all its branches at once.</summary>
internal sealed class FlowFork : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.GetInput("Branches") is JsonArray branches)
        {
            context.CompleteWith([.. branches.Where(b => b is not null).Select(b => b!.ToString())]);
        }

        return ValueTask.CompletedTask;
    }
}
