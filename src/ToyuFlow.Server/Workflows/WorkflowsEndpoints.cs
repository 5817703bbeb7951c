using System.Text.Json;
using System.Text.Json.Nodes;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Delivery;

namespace ToyuFlow.Server.Workflows;

/// <summary>The paths at which definitions listen (Elsa's HttpEndpoint), below those of the pages.</summary>
public static class WorkflowsEndpoints
{
    private const int LongestBody = 1_000_000;

    public static IEndpointRouteBuilder MapWorkflows(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/workflows/{**path}", ["GET", "POST", "PUT", "PATCH", "DELETE"], ReceiveAsync)
            .RequireAuthorization(Policies.SignedIn).AddEndpointFilter<RefusalResults>().WithOrder(1000);
        return routes;
    }

    private static async Task<IResult> ReceiveAsync(string path, HttpRequest request, Steps steps, CurrentUser user, CancellationToken cancellationToken)
    {
        var message = new JsonObject
        {
            ["Method"] = request.Method,
            ["Path"] = path,
            ["ParsedContent"] = await BodyAsync(request, cancellationToken),
            ["QueryStringData"] = new JsonObject([.. request.Query.Select(q => KeyValuePair.Create(q.Key, (JsonNode?)q.Value.ToString()))]),
            ["RouteData"] = new JsonObject(),
            ["Headers"] = new JsonObject([.. request.Headers.Where(h => h.Key is not ("Authorization" or "Cookie")).Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value.ToString()))]),
        };
        var key = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 and <= 60 } given ? $"http:{given}" : null;
        var correlation = request.Headers["X-Correlation-Id"].ToString() is { Length: > 0 } id ? id : null;
        var taken = await steps.RunAsync<HttpTriggers, List<Guid>>(user.Actor, key, (triggers, token) => triggers.ReceiveAsync(path, request.Method, correlation, message, token), cancellationToken);
        return taken.Count == 0 ? throw new MissingException() : Results.Accepted(value: new { Instances = taken });
    }

    private static async Task<JsonNode?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > LongestBody)
        {
            throw new InvalidInputException("body", $"请求内容超过 {LongestBody} 字节。");
        }

        using var reader = new StreamReader(request.Body);
        var buffer = new char[LongestBody + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        if (length > LongestBody)
        {
            throw new InvalidInputException("body", $"请求内容超过 {LongestBody} 字节。");
        }

        var text = new string(buffer, 0, length);
        if (length == 0 || request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return length == 0 ? null : JsonValue.Create(text);
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException error)
        {
            throw new InvalidInputException("body", $"请求内容不是有效的 JSON：{error.Message}");
        }
    }
}
