using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Workflows.Activities.Timing;

/// <summary>Waits for a length of time.</summary>
internal sealed class Delay : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var due = context.Now + context.GetInput<TimeSpan>("TimeSpan");
        context.CreateBookmark(BookmarkKinds.Delay, null, new JsonObject { ["ResumeAt"] = due }, due);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Waits for the next beat of an interval; as a trigger it goes on at once.</summary>
internal sealed class Timer : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (!context.IsTriggerOfWorkflow)
        {
            var due = context.Now + context.GetInput<TimeSpan>("Interval");
            context.CreateBookmark(BookmarkKinds.Timer, null, new JsonObject { ["ResumeAt"] = due }, due);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Waits for a point in time; one that has passed does not wait.</summary>
internal sealed class StartAt : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var due = context.GetInput<DateTimeOffset>("DateTime");
        if (!context.IsTriggerOfWorkflow && due > context.Now)
        {
            context.CreateBookmark(BookmarkKinds.Timer, null, new JsonObject { ["ResumeAt"] = due }, due);
        }

        return ValueTask.CompletedTask;
    }
}
