using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities.Control;

/// <summary>Start and End: places in the picture that do nothing themselves.</summary>
internal sealed class Milestone : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

/// <summary>Ends the whole workflow at once.</summary>
internal sealed class Finish : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Run.Finish();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Completes the workflow around it with outcomes.</summary>
internal sealed class Complete : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        string[] outcomes = context.GetInput("Outcomes") switch
        {
            JsonArray list => [.. list.Where(o => o is not null).Select(o => ValueConversion.ToText(o!))],
            JsonValue one when one.GetValueKind() == System.Text.Json.JsonValueKind.String => [one.GetValue<string>()],
            _ => ["Done"]
        };
        context.Run.CompleteComposite(context.Instance, outcomes, context.TakeJournalData());
        return ValueTask.CompletedTask;
    }
}

/// <summary>Faults with a message.</summary>
internal sealed class Fault : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        throw new WorkflowFaultException(
            context.GetInput<string>("Message") ?? "Exception of type 'Elsa.Workflows.Exceptions.FaultException' was thrown.",
            context.GetInput<string>("Code") ?? "0",
            context.GetInput<string>("Category") ?? "General",
            context.GetInput<string>("FaultType") ?? "System");
}
