using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities.Composition;

/// <summary>Has the host start a workflow for each item of a list, and waits for all of them if asked to; may run an activity for each that has ended.</summary>
internal sealed class BulkDispatchWorkflows : CompositeActivity
{
    private const string Started = "dispatched";
    private const string Ended = "completed";

    public override void Start(StepRun run, ActivityInstance self, ActivityContext context)
    {
        Child.RequirePublished(context);
        var items = context.GetInput("Items") as JsonArray ?? [];
        var bookmark = context.GetInput<bool>("WaitForCompletion") && items.Count > 0 ? Child.Wait(context) : null;
        var key = context.GetInput<string>("DefaultItemInputKey") is { Length: > 0 } named ? named : "Item";
        foreach (var item in items)
        {
            var entries = item as JsonObject ?? new JsonObject { [key] = item?.DeepClone() };
            var correlation = context.EvaluateWith("CorrelationIdFunction", key, item);
            run.Children.Add(Child.Describe(context, bookmark?.Id, entries, correlation is null ? null : ValueConversion.ToText(correlation)));
        }

        context.Properties[Started] = items.Count;
        if (bookmark is null)
        {
            run.Complete(self, ["Done"]);
        }
    }

    /// <summary>Once for each child that has ended; the bookmark stays until the last.</summary>
    public override void Resume(StepRun run, ActivityInstance self, ActivityContext context, IReadOnlyDictionary<string, JsonNode?> input)
    {
        context.KeepBookmark();
        context.Properties[Ended] = Count(self, Ended) + 1;
        var port = input.GetValueOrDefault(ChildReport.SubStatusKey)?.ToString() switch
        {
            nameof(WorkflowSubStatus.Faulted) => self.Activity.Port("childFaulted"),
            nameof(WorkflowSubStatus.Finished) => self.Activity.Port("childCompleted"),
            _ => null
        };
        if (port is null)
        {
            CompleteAfterTheLast(run, self);
            return;
        }

        run.Schedule(self, port, [new VariableSlot("ChildInstanceId", "ChildInstanceId", input.GetValueOrDefault(ChildReport.InstanceIdKey)?.DeepClone(), true)]);
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) => CompleteAfterTheLast(run, self);

    private static void CompleteAfterTheLast(StepRun run, ActivityInstance self)
    {
        if (Count(self, Ended) >= Count(self, Started))
        {
            run.Complete(self, ["Completed", "Done"]);
        }
    }

    private static int Count(ActivityInstance self, string name) => self.Properties?[name]?.GetValue<int>() ?? 0;
}
