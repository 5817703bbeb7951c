using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Workflows.Activities.Timing;

/// <summary>Waits for the next moment of a cron expression; as a trigger it goes on at once.</summary>
internal sealed class Cron : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (!context.IsTriggerOfWorkflow)
        {
            var text = context.GetInput<string>("CronExpression") ?? "";
            var due = CronExpression.Parse(text).Next(context.Now) ?? throw new InvalidOperationException($"定时表达式“{text}”没有下一个时刻。");
            context.CreateBookmark(BookmarkKinds.Timer, null, new JsonObject { ["ResumeAt"] = due, ["CronExpression"] = text }, due);
        }

        return ValueTask.CompletedTask;
    }
}
