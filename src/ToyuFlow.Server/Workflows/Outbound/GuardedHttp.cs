using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ToyuFlow.Server.Workflows.Outbound;

/// <summary>
/// Sends what is addressed by a setting, not by the code: without redirects, within a time and a size, and not into the own network. The connection
/// goes to the very address that was checked, so that a name that is pointed elsewhere between the check and the call leads nowhere.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    private readonly HttpLimits _limits;
    private readonly HttpClient _client;

    public GuardedHttp(HttpLimits limits)
    {
        _limits = limits;
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

    /// <exception cref="HttpRequestException">Not reachable, not allowed, or the answer is too long.</exception>
    /// <exception cref="TimeoutException">No whole answer in time.</exception>
    public async Task<HttpAnswer> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (message.RequestUri is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo.Length: 0 })
        {
            throw new ForbiddenAddressException("地址应以 http:// 或 https:// 开头，不带用户名和密码。");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(_limits.TimeoutSeconds));
        try
        {
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new HttpAnswer((int)response.StatusCode, await ReadAsync(response, limit.Token), response.Content.Headers.ContentType, Headers(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{_limits.TimeoutSeconds} 秒内没有答复。");
        }
        catch (HttpRequestException error) when (error.InnerException is ForbiddenAddressException forbidden)
        {
            throw forbidden;
        }
        catch (Exception error) when (error is IOException or SocketException or HttpRequestException { InnerException: not null })
        {
            throw new HttpRequestException(error.InnerException?.Message ?? error.Message, error);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(a => _limits.AllowPrivateAddresses || AddressCheck.IsPublic(a)).ToArray();
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException($"“{context.DnsEndPoint.Host}”指向内部网络，不发送。");
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
            if (content.Length > _limits.MaxResponseBytes)
            {
                throw new HttpRequestException($"答复超过 {_limits.MaxResponseBytes} 字节，不再读取。");
            }
        }

        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).DistinctBy(h => h.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(h => h.Key, h => string.Join(", ", h.Value));
}

/// <summary>The address is one that nothing is sent to, now or later.</summary>
public sealed class ForbiddenAddressException(string message) : HttpRequestException(message);

public sealed record HttpAnswer(int StatusCode, string Text, MediaTypeHeaderValue? ContentType, IReadOnlyDictionary<string, string> Headers);
