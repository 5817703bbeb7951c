using System.Globalization;
using System.Text.Json.Nodes;
using ToyuFlow.Workflows.Bookmarks;
using ToyuFlow.Workflows.Definitions;
using ToyuFlow.Workflows.ElsaJson;
using ToyuFlow.Workflows.Execution;
using ToyuFlow.Workflows.Expressions;

namespace ToyuFlow.Workflows.Activities.Http;

/// <summary>
/// What both request activities do: the request is put down with the step, the host sends it after the commit and resumes the activity with
/// <c>StatusCode</c>, <c>Content</c> and <c>Headers</c>, or with <c>Failure</c>.
/// </summary>
internal static class HttpRequests
{
    public static void Ask(ActivityContext context)
    {
        var url = context.GetInput<string>("Url") ?? "";
        context.CreateBookmark(BookmarkKinds.HttpRequest, url, new JsonObject
        {
            ["Url"] = url,
            ["Method"] = context.GetInput<string>("Method") ?? "GET",
            ["ContentType"] = context.GetInput<string>("ContentType"),
            ["Content"] = context.GetInput("Content")?.DeepClone(),
            ["Headers"] = context.GetInput("RequestHeaders")?.DeepClone(),
            ["Authorization"] = context.GetInput<string>("Authorization")
        });
    }

    /// <summary>Sets the outputs. Returns the status code, or null with the kind of the failure.</summary>
    public static (int? Status, string? Failure) Take(ActivityContext context, IReadOnlyDictionary<string, JsonNode?> answer)
    {
        var status = answer.GetValueOrDefault("StatusCode") is { } code ? (int?)ValueConversion.ToInteger(code) : null;
        context.SetOutput("StatusCode", status is { } number ? JsonValue.Create(number) : null);
        context.SetOutput("ParsedContent", answer.GetValueOrDefault("Content"));
        context.SetOutput("ResponseHeaders", answer.GetValueOrDefault("Headers"));
        context.SetOutput("Result", answer.GetValueOrDefault("Content"));
        return (status, status is null ? answer.GetValueOrDefault("Failure")?.ToString() ?? "Failed to connect" : null);
    }
}

/// <summary>Sends a request and goes on by the outcome that its answer gives.</summary>
internal sealed class FlowSendHttpRequest : Activity
{
    public override ValueTask ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        HttpRequests.Ask(context);
        return ValueTask.CompletedTask;
    }

    public override ValueTask ResumeAsync(ActivityContext context, Bookmark bookmark, IReadOnlyDictionary<string, JsonNode?> input, CancellationToken cancellationToken)
    {
        var (status, failure) = HttpRequests.Take(context, input);
        if (failure is not null)
        {
            context.Complete(failure);
            return ValueTask.CompletedTask;
        }

        var text = status!.Value.ToString(CultureInfo.InvariantCulture);
        var expected = ExpectedCodes(context.GetInput("ExpectedStatusCodes"));
        context.CompleteWith(expected.Count == 0 ? StepRun.Done : [expected.Contains(text) ? text : "Unmatched status code", "Done"]);
        return ValueTask.CompletedTask;
    }

    /// <summary>The ways out: the expected codes and what may go wrong.</summary>
    public static IReadOnlyList<string> Ports(ActivityNode node) =>
        [.. ActivityPorts.LiteralList(node, "ExpectedStatusCodes") ?? [], "Unmatched status code", "Failed to connect", "Timeout", "Done"];

    private static List<string> ExpectedCodes(JsonNode? value) => value is JsonArray list ? [.. list.Where(c => c is not null).Select(c => ValueConversion.ToText(c!))] : [];
}

/// <summary>Sends a request and runs the activity that is meant for its answer.</summary>
internal sealed class SendHttpRequest : CompositeActivity
{
    public override void Start(StepRun run, ActivityInstance self, ActivityContext context) => HttpRequests.Ask(context);

    public override void Resume(StepRun run, ActivityInstance self, ActivityContext context, IReadOnlyDictionary<string, JsonNode?> input)
    {
        var (status, failure) = HttpRequests.Take(context, input);
        var port = failure switch
        {
            null => Expected(self, status!.Value),
            "Timeout" => self.Activity.Port("timeout"),
            _ => self.Activity.Port("failedToConnect")
        };
        if (port is null)
        {
            run.Complete(self);
        }
        else
        {
            run.Schedule(self, port);
        }
    }

    public override void OnChildCompleted(StepRun run, ActivityInstance self, ActivityInstance child, string[] outcomes) => run.Complete(self);

    private static CompiledActivity? Expected(ActivityInstance self, int status)
    {
        var place = 0;
        foreach (var item in ElsaJsonReader.Objects(self.Activity.Node.Json["expectedStatusCodes"]))
        {
            if (ElsaJsonReader.Number(item, "statusCode") == status)
            {
                return self.Activity.Port(string.Create(CultureInfo.InvariantCulture, $"expectedStatusCodes[{place}]"));
            }

            place++;
        }

        return self.Activity.Port("unmatchedStatusCode");
    }
}
