using Microsoft.Extensions.Options;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows.Outbound;

namespace ToyuFlow.Server.Notifications.Channels;

/// <summary>Section "Notifications:Http" of the configuration: how far messages may go that an administrator addresses.</summary>
public sealed class ChannelLimits : HttpLimits
{
    public const string Section = "Notifications:Http";
}

/// <summary>Sends a message through an endpoint of its county, in the format of its channel.</summary>
public sealed class HttpCarrier(ChannelLimits limits, IEnumerable<IChannel> channels, DatabaseReader reader, EndpointSecrets secrets, IOptions<LayoutOptions> layout, TimeProvider time) : IDisposable
{
    private readonly GuardedHttp _http = new(limits);
    private readonly Dictionary<NoticeChannel, IChannel> _channels = channels.ToDictionary(c => c.Channel);

    public void Dispose() => _http.Dispose();

    public async Task<Delivery> SendAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var kept = reader.Read(sql => sql.Single(
            "select protected, is_enabled from notice_endpoint where tenant_id = @tenant and id = @id",
            r => Tuple.Create(r.GetString(0), r.GetBoolean(1)), ("tenant", row.TenantId), ("id", row.EndpointId)));
        if (kept is not { Item2: true })
        {
            return new Delivery(DeliveryOutcome.Refused, kept is null ? "这个通道已删除。" : "这个通道已停用。");
        }

        try
        {
            return await SendAsync(secrets.Read(kept.Item1), row, cancellationToken);
        }
        catch (CannotReadSettingsException error)
        {
            return new Delivery(DeliveryOutcome.Refused, error.Message, IsWayClosed: true);
        }
    }

    public async Task<Delivery> SendAsync(EndpointSettings settings, OutboxRow row, CancellationToken cancellationToken)
    {
        var channel = _channels[row.Channel];
        try
        {
            using var request = channel.Request(settings, row with { Link = layout.Value.AddressOf(row.Link) }, time.GetUtcNow());
            var answer = await _http.SendAsync(request, cancellationToken);
            var delivery = channel.Judge(settings, answer.StatusCode, answer.Text);
            return delivery with { Reason = Without(settings, delivery.Reason) };
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ForbiddenAddressException)
        {
            return new Delivery(DeliveryOutcome.Refused, Without(settings, error.Message));
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutException)
        {
            return new Delivery(DeliveryOutcome.Failed, Without(settings, error.Message), IsWayClosed: true);
        }
    }

    /// <summary>Some services repeat in a refusal what they were sent.</summary>
    private static string? Without(EndpointSettings settings, string? reason) =>
        SmsGateway.HeaderLines(settings.Headers).Select(h => h.Value).Append(settings.Address).Append(settings.Secret)
            .Where(secret => secret.Length > 3).Aggregate(reason, (text, secret) => text?.Replace(secret, "…", StringComparison.Ordinal));
}
