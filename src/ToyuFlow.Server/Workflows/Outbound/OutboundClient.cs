using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>Sends a request of a workflow, to listed hosts only.</summary>
public sealed class OutboundClient(OutboundOptions options) : IDisposable
{
    private readonly GuardedHttp _http = new(options);

    public void Dispose() => _http.Dispose();

    /// <summary>Returns what the activity is resumed with: status code, content and headers, or why there are none.</summary>
    /// <param name="operationId">Sent along, so that the other side can tell a repetition.</param>
    public async Task<Dictionary<string, JsonNode?>> SendAsync(JsonObject request, string operationId, CancellationToken cancellationToken)
    {
        try
        {
            using var message = Message(request, operationId);
            var answer = await _http.SendAsync(message, cancellationToken);
            return new Dictionary<string, JsonNode?>
            {
                ["StatusCode"] = answer.StatusCode,
                ["Content"] = Parse(answer.Text, answer.ContentType),
                ["Headers"] = new JsonObject(answer.Headers.Select(h => KeyValuePair.Create(h.Key, (JsonNode?)h.Value))),
            };
        }
        catch (TimeoutException late)
        {
            return Failed("Timeout", late.Message);
        }
        catch (Exception error) when (error is HttpRequestException or UriFormatException or FormatException or InvalidOperationException)
        {
            return Failed("Failed to connect", error.Message);
        }
    }

    private static Dictionary<string, JsonNode?> Failed(string failure, string reason) => new() { ["Failure"] = failure, ["Reason"] = reason };

    private HttpRequestMessage Message(JsonObject request, string operationId)
    {
        var address = new Uri(request["Url"]?.GetValue<string>() ?? "", UriKind.Absolute);
        if (address.UserInfo.Length > 0 || !options.Allows(address.IdnHost))
        {
            throw new HttpRequestException($"“{address.Host}”不在允许的外部服务之列（设置 {OutboundOptions.Section}:AllowedHosts）。");
        }

        var message = new HttpRequestMessage(new HttpMethod(request["Method"]?.GetValue<string>() ?? "GET"), address);
        message.Headers.Add("Idempotency-Key", operationId);
        if (request["Authorization"]?.GetValue<string>() is { Length: > 0 } authorization)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in request["Headers"] as JsonObject ?? [])
        {
            message.Headers.TryAddWithoutValidation(name, value is JsonArray list ? list.Select(v => v?.ToString() ?? "") : [value?.ToString() ?? ""]);
        }

        if (request["Content"] is { } content)
        {
            var isText = content.GetValueKind() == JsonValueKind.String;
            message.Content = new StringContent(isText ? content.GetValue<string>() : content.ToJsonString(), Encoding.UTF8);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request["ContentType"]?.GetValue<string>() is { Length: > 0 } type ? type : isText ? "text/plain" : "application/json");
        }

        return message;
    }

    private static JsonNode? Parse(string text, MediaTypeHeaderValue? type)
    {
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return type?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
