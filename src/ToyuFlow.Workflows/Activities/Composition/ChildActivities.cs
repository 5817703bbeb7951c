using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;

namespace ToyuFlow.Workflows.Activities.Composition;

/// <summary>What the activities that start other workflows have in common.</summary>
internal static class Child
{
    public static ChildWorkflow Describe(ActivityContext context, string? bookmarkId) => Describe(context, bookmarkId, null, context.GetInput<string>("CorrelationId"));

    public static ChildWorkflow Describe(ActivityContext context, string? bookmarkId, JsonObject? more, string? correlationId)
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
        foreach (var (name, value) in more ?? [])
        {
            input[name] = value?.DeepClone();
        }

        return new ChildWorkflow(
            context.Run.Services.Ids.NewId(),
            context.GetInput<string>("WorkflowDefinitionId") ?? "",
            input,
            correlationId,
            context.WorkflowInstanceId,
            bookmarkId)
        {
            Depth = context.Run.State.Depth + 1
        };
    }

    /// <summary>Workflows that start each other without end must not fill the database or the stack.</summary>
    private const int MostLevels = 32;

    /// <exception cref="InvalidOperationException">Nobody could start it (Elsa says it in the same words), or there are too many levels.</exception>
    public static void RequirePublished(ActivityContext context)
    {
        if (context.Run.State.Depth >= MostLevels)
        {
            throw new InvalidOperationException($"子流程嵌套超过 {MostLevels} 层：流程之间可能互相启动。");
        }

        var id = context.GetInput<string>("WorkflowDefinitionId") ?? "";
        if (context.Run.Services.IsPublished?.Invoke(id) == false)
        {
            throw new InvalidOperationException($"No published version of workflow definition with ID {id} found.");
        }
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
        Child.RequirePublished(context);
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
            context.SetOutput("Output", result.Output);
            context.Complete();
        }
    }

    /// <summary>As in Elsa the result of a child that waited is empty; what the child gave out is in an output of its own, so that it is not lost.</summary>
    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        context.SetOutput("Result", Child.Result(WorkflowStatus.Running, WorkflowSubStatus.Pending, null));
        context.SetOutput("Output", new JsonObject([.. input.Select(i => KeyValuePair.Create(i.Key, i.Value?.DeepClone()))]));
        context.Complete();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Has the host start another workflow after the step, and waits for its end if asked to.</summary>
internal sealed class DispatchWorkflow : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        Child.RequirePublished(context);
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
