using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Events;

/// <summary>Waits for a named event; as a trigger, goes on with the one that started the instance.</summary>
internal sealed class Event : Activity
{
    /// <summary>The key under which a start or a resume passes the event's payload.</summary>
    public const string PayloadKey = "__EventPayloadWorkflowInput";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var name = context.GetInput<string>("EventName") ?? "";
        if (context.IsTriggerOfWorkflow)
        {
            context.SetOutput("Result", context.GetWorkflowInput(PayloadKey));
            context.Complete();
        }
        else
        {
            context.CreateBookmark(BookmarkKinds.Event, name, new JsonObject { ["EventName"] = name });
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        context.SetOutput("Result", input.GetValueOrDefault(PayloadKey));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Publishes a named event, which the host delivers after the step.</summary>
internal sealed class PublishEvent : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var correlation = context.GetInput<string>("CorrelationId");
        context.PublishEvent(new PublishedEvent(
            context.GetInput<string>("EventName") ?? "",
            context.GetInput("Payload")?.DeepClone(),
            string.IsNullOrWhiteSpace(correlation) ? null : correlation,
            context.GetInput<bool>("IsLocalEvent") ? context.WorkflowInstanceId : null));
        return ValueTask.CompletedTask;
    }
}
