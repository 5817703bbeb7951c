using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>
/// Sends a request of a workflow: to listed hosts only, without redirects, within a time and a size. The connection goes to the very address that
/// was checked, so that a name that is pointed elsewhere between the check and the call leads nowhere.
/// </summary>
public sealed class OutboundClient : IDisposable
{
    private readonly OutboundOptions _options;
    private readonly HttpClient _client;

    public OutboundClient(OutboundOptions options)
    {
        _options = options;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 64,
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Returns what the activity is resumed with: status code, content and headers, or why there are none.</summary>
    /// <param name="operationId">Sent along, so that the other side can tell a repetition.</param>
    public async Task<Dictionary<string, JsonNode?>> SendAsync(JsonObject request, string operationId, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        try
        {
            using var message = Message(request, operationId);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var text = await ReadAsync(response, limit.Token);
            return new Dictionary<string, JsonNode?>
            {
                ["StatusCode"] = (int)response.StatusCode,
                ["Content"] = Parse(text, response.Content.Headers.ContentType),
                ["Headers"] = Headers(response),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed("Timeout", $"{_options.TimeoutSeconds} 秒内没有答复。");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or UriFormatException or FormatException or InvalidOperationException)
        {
            return Failed("Failed to connect", error.InnerException?.Message ?? error.Message);
        }
    }

    private static Dictionary<string, JsonNode?> Failed(string failure, string reason) => new() { ["Failure"] = failure, ["Reason"] = reason };

    private HttpRequestMessage Message(JsonObject request, string operationId)
    {
        var address = new Uri(request["Url"]?.GetValue<string>() ?? "", UriKind.Absolute);
        if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || !_options.Allows(address.IdnHost))
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

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(a => _options.AllowPrivateAddresses || AddressCheck.IsPublic(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"“{context.DnsEndPoint.Host}”指向内部网络，不发送。");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var content = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > _options.MaxResponseBytes)
            {
                throw new HttpRequestException($"答复超过 {_options.MaxResponseBytes} 字节，不再读取。");
            }
        }

        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
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

    private static JsonObject Headers(HttpResponseMessage response) =>
        [.. response.Headers.Concat(response.Content.Headers).DistinctBy(h => h.Key, StringComparer.OrdinalIgnoreCase).Select(h => KeyValuePair.Create(h.Key, (JsonNode?)string.Join(", ", h.Value)))];
}
