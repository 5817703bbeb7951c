using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Workflows.Activities;

/// <summary>A step of a workflow.</summary>
/// <remarks>
/// One object runs one activity once; what must survive a suspension goes into <see cref="ActivityContext.Properties"/> or into a bookmark.
/// An activity that returns without having completed and without an open bookmark completes with the outcome <c>Done</c>.
/// An exception becomes an incident of the instance.
/// </remarks>
public abstract class Activity
{
    /// <summary>Runs the activity.</summary>
    /// <param name="context">What it may read and do.</param>
    /// <param name="cancellationToken">Ends the step without a trace when it is cancelled.</param>
    /// <returns>A task that ends when the activity has completed or waits.</returns>
    public abstract ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken);

    /// <summary>Goes on after a bookmark of the activity was resumed; completes with <c>Done</c> unless overridden.</summary>
    /// <param name="context">What it may read and do. The resumed bookmark closes when this returns, unless the activity keeps it.</param>
    /// <param name="bookmark">The bookmark that was resumed.</param>
    /// <param name="input">What came with it.</param>
    /// <param name="cancellationToken">Ends the step without a trace when it is cancelled.</param>
    /// <returns>A task that ends when the activity has completed or waits again.</returns>
    public virtual ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Complete();
        return ValueTask.CompletedTask;
    }

    /// <summary>Called when the activity is given up while it is open: another branch won, its container ended, the instance was cancelled.</summary>
    /// <param name="context">What it may read; it can no longer complete or wait.</param>
    /// <param name="cancellationToken">Ends the step without a trace when it is cancelled.</param>
    /// <returns>A task that ends when the activity has cleaned up.</returns>
    public virtual ValueTask CancelAsync(ActivityContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
