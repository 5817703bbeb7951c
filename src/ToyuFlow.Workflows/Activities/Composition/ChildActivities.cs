using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Composition;

/// <summary>What the activities that start other workflows have in common.</summary>
internal static class Child
{
    public static ChildWorkflow Describe(ActivityContext context, string? bookmarkId)
    {
        var input = new Dictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase);
        if (context.GetInput("Input") is JsonObject given)
        {
            foreach (var (name, value) in given)
            {
                input[name] = value?.DeepClone();
            }
        }

        input["ParentInstanceId"] = context.WorkflowInstanceId;
        return new ChildWorkflow(
            context.Run.Services.Ids.NewId(),
            context.GetInput<string>("WorkflowDefinitionId") ?? "",
            input,
            context.GetInput<string>("CorrelationId"),
            context.WorkflowInstanceId,
            bookmarkId);
    }

    public static Bookmark Wait(ActivityContext context) => context.CreateBookmark(BookmarkKinds.ChildWorkflow, context.GetInput<string>("WorkflowDefinitionId"));

    public static JsonObject Result(WorkflowStatus status, WorkflowSubStatus subStatus, JsonNode? output) => new()
    {
        ["WorkflowDefinitionVersionId"] = null,
        ["CorrelationId"] = null,
        ["Status"] = (int)status,
        ["SubStatus"] = Number(subStatus),
        ["Output"] = output?.DeepClone()
    };

    /// <summary>Elsa's own numbers.</summary>
    private static int Number(WorkflowSubStatus status) => status switch
    {
        WorkflowSubStatus.Pending => 0,
        WorkflowSubStatus.Executing => 1,
        WorkflowSubStatus.Suspended => 2,
        WorkflowSubStatus.Finished => 3,
        WorkflowSubStatus.Cancelled => 4,
        _ => 5
    };
}

/// <summary>Runs another workflow inside the step, and waits if it waits.</summary>
internal sealed class ExecuteWorkflow : Activity
{
    public override async ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var runChild = context.Run.Services.RunChild ?? throw new InvalidOperationException("此处不能在步骤中直接运行子流程，请改用 DispatchWorkflow。");
        var waits = context.GetInput<bool>("WaitForCompletion");
        var bookmark = waits ? Child.Wait(context) : null;
        var result = await runChild(Child.Describe(context, bookmark?.Id), cancellationToken);
        if (!waits || result.Status == WorkflowStatus.Finished)
        {
            if (bookmark is not null)
            {
                context.RemoveBookmark(bookmark.Id);
            }

            context.SetOutput("Result", Child.Result(result.Status, result.SubStatus, result.Output));
            context.Complete();
        }
    }

    /// <summary>Elsa loses the output of a child that waited (its result is empty); here it is kept.</summary>
    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var output = new JsonObject([.. input.Select(i => KeyValuePair.Create(i.Key, i.Value?.DeepClone()))]);
        context.SetOutput("Result", Child.Result(WorkflowStatus.Finished, WorkflowSubStatus.Finished, output));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Has the host start another workflow after the step, and waits for its end if asked to.</summary>
internal sealed class DispatchWorkflow : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var bookmark = context.GetInput<bool>("WaitForCompletion") ? Child.Wait(context) : null;
        context.Run.Children.Add(Child.Describe(context, bookmark?.Id));
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        context.SetOutput("Result", new JsonObject([.. input.Select(i => KeyValuePair.Create(i.Key, i.Value?.DeepClone()))]));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}
