using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Workflows.Activities.Events;

/// <summary>Waits until somebody or something outside reports a task done.</summary>
internal sealed class RunTask : Activity
{
    /// <summary>The key under which a resume passes the task's result.</summary>
    public const string ResultKey = "RunTaskInput";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var name = context.GetInput<string>("TaskName") ?? "";
        var taskId = context.Run.Services.Ids.NewId();
        context.CreateBookmark(BookmarkKinds.RunTask, name, new JsonObject
        {
            ["TaskId"] = taskId,
            ["TaskName"] = name,
            ["Payload"] = context.GetInput("Payload")?.DeepClone()
        });
        context.SetOutput("TaskId", JsonValue.Create(taskId));
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        context.SetOutput("Result", input.GetValueOrDefault(ResultKey));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
