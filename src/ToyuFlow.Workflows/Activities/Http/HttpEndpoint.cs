using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;

namespace ToyuFlow.Workflows.Activities.Http;

/// <summary>Waits for a request to a path of the service; as a trigger, goes on with the one that started the instance.</summary>
internal sealed class HttpEndpoint : Activity
{
    /// <summary>The key under which a start or a resume passes the request.</summary>
    public const string RequestKey = "__HttpRequest";

    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.IsTriggerOfWorkflow)
        {
            Take(context, context.GetWorkflowInput(RequestKey));
            return ValueTask.CompletedTask;
        }

        var path = Normalize(context.GetInput<string>("Path"));
        context.CreateBookmark(BookmarkKinds.HttpEndpoint, path, new JsonObject { ["Path"] = path, ["Methods"] = Methods(context.GetInput("SupportedMethods")) });
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        Take(context, input.GetValueOrDefault(RequestKey));
        return ValueTask.CompletedTask;
    }

    /// <summary>A path without the slashes around it, in lower case: it is compared without case.</summary>
    public static string Normalize(string? path) => (path ?? "").Trim().Trim('/').ToLowerInvariant();

    /// <summary>The methods in capitals; GET when the file names none.</summary>
    public static JsonArray Methods(JsonNode? value) => value is JsonArray { Count: > 0 } list
        ? [.. list.Where(m => m is not null).Select(m => JsonValue.Create(m!.ToString().ToUpperInvariant()))]
        : ["GET"];

    private static void Take(ActivityContext context, JsonNode? request)
    {
        var json = request as JsonObject ?? [];
        context.SetOutput("Result", json);
        foreach (var output in new[] { "ParsedContent", "QueryStringData", "RouteData", "Headers" })
        {
            context.SetOutput(output, json[output]);
        }

        context.Complete();
    }
}
