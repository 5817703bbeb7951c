using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities.Http;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Definitions;

/// <summary>Finds what starts a definition, so that a host can listen for it.</summary>
public static class WorkflowTriggers
{
    /// <summary>The triggers of a definition: its activities that may start it, as far as their inputs are literal.</summary>
    /// <param name="graph">The definition.</param>
    /// <returns>The triggers, in the order of the file.</returns>
    public static IReadOnlyList<WorkflowTrigger> Of(WorkflowGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var triggers = new List<WorkflowTrigger>();
        foreach (var node in graph.Definition.Root.SelfAndDescendants().Where(n => n.CanStartWorkflow))
        {
            if (graph.Find(node.Id) is not { } activity)
            {
                continue;
            }

            switch (node.Type)
            {
                case "Elsa.Event" when Constant(activity, "EventName") is { } name:
                    triggers.Add(new WorkflowTrigger(node.Id, BookmarkKinds.Event, ValueConversion.ToText(name), null, null));
                    break;
                case "Elsa.Timer" when Constant(activity, "Interval") is { } interval:
                    triggers.Add(new WorkflowTrigger(node.Id, BookmarkKinds.Timer, null, ValueConversion.ToTimeSpan(interval), null));
                    break;
                case "Elsa.Cron" when Constant(activity, "CronExpression") is { } cron:
                    triggers.Add(new WorkflowTrigger(node.Id, BookmarkKinds.Timer, ValueConversion.ToText(cron), null, null));
                    break;
                case "Elsa.HttpEndpoint" when Constant(activity, "Path") is { } path:
                    triggers.Add(new WorkflowTrigger(node.Id, BookmarkKinds.HttpEndpoint, HttpEndpoint.Normalize(ValueConversion.ToText(path)), null, null) { Methods = [.. HttpEndpoint.Methods(Constant(activity, "SupportedMethods")).Select(m => m!.ToString())] });
                    break;
                case "Elsa.StartAt" when Constant(activity, "DateTime") is { } at:
                    triggers.Add(new WorkflowTrigger(node.Id, BookmarkKinds.Timer, null, null, ValueConversion.ToDateTime(at)));
                    break;
            }
        }

        return triggers;
    }

    private static JsonNode? Constant(CompiledActivity activity, string input) =>
        activity.FindInput(input)?.Expression is { } expression && expression.TryGetConstant(out var value) ? value : null;
}
