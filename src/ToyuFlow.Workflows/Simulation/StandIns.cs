using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Activities;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Simulation;

/// <summary>Puts stand-ins in the place of a host's own activities, so that a definition runs without the host.</summary>
public static class StandIns
{
    /// <summary>A catalog with the same types, in which only the engine's own activities do anything.</summary>
    /// <param name="catalog">The host's catalog.</param>
    /// <returns>A new catalog. A stand-in that may wait waits for a task and completes by the outcome that the task's result names; any other completes at once by its first outcome.</returns>
    public static ActivityCatalog For(ActivityCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var copy = ActivityCatalog.BuiltIn();
        foreach (var descriptor in catalog.Descriptors.Where(d => !d.IsBuiltIn))
        {
            copy.Add(descriptor, static _ => new StandIn());
        }

        return copy;
    }

    private sealed class StandIn : Activity
    {
        public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            if (context.Descriptor.MayWait)
            {
                context.CreateBookmark(BookmarkKinds.RunTask, context.Node.Name ?? context.Node.Id, new JsonObject { ["TaskName"] = context.Node.DisplayText ?? context.Node.Name ?? context.Node.Id });
            }
            else
            {
                context.Complete(context.Descriptor.Ports.Of(context.Node) is [var first, ..] ? first : "Done");
            }

            return ValueTask.CompletedTask;
        }

        public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
        {
            var ports = context.Descriptor.Ports.Of(context.Node) ?? [];
            var result = input.GetValueOrDefault("RunTaskInput");
            var named = result switch
            {
                JsonObject json => json["outcome"],
                _ => result
            };
            var outcome = named is null ? null : ValueConversion.ToText(named);
            foreach (var output in context.Descriptor.Outputs)
            {
                context.SetOutput(output.Name, (result as JsonObject)?[output.Name] ?? (output.Name is "Result" or "Outcome" ? named : null));
            }

            context.Complete(outcome is not null && ports.Contains(outcome) ? outcome : ports is [var first, ..] ? first : "Done");
            return ValueTask.CompletedTask;
        }
    }
}
