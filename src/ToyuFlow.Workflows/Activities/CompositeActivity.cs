using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities;

/// <summary>A built-in activity that runs other activities. It is shared by all instances and keeps nothing in itself.</summary>
internal abstract class CompositeActivity : Activity
{
    /// <summary>Whether Break and Complete end it.</summary>
    public virtual bool IsLoop => false;

    public abstract void Start(StepRun run, ActivityInstance self, ActivityContext context);

    /// <summary>Goes on after a bookmark of its own; only few containers wait themselves.</summary>
    public virtual void Resume(StepRun run, ActivityInstance self, ActivityContext context, IReadOnlyDictionary<string, JsonNode?> input) => run.Complete(self);

    public abstract void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes);

    public virtual void OnChildCanceled(StepRun run, ActivityInstance self, ActivityInstance child)
    {
    }

    public sealed override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        Start(context.Run, context.Instance, context);
        return ValueTask.CompletedTask;
    }
}
