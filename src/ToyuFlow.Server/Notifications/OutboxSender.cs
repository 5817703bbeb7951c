using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>
/// Delivers what committed steps have decided to send: at least once, under one id a message. Several nodes may run it; each claims its own rows.
/// What the other side will not take, or has not taken after six tries, is kept as dead with the reason.
/// </summary>
public sealed class OutboxSender(DatabaseReader reader, Steps steps, MailOptions options, MailCarrier mails, HttpCarrier http, TimeProvider time)
{
    private const int BatchSize = 50;

    /// <summary>When a server cannot be reached, refuses our account or asks for fewer messages, every message would fail: all wait this long.</summary>
    private static readonly TimeSpan WayPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>Sends all that is due; returns how many were taken.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        var closed = new Dictionary<Guid, string>();
        if (!options.IsConfigured)
        {
            closed[Guid.Empty] = "";
        }

        foreach (var tenant in DueTenants(OutboxState.Held))
        {
            while (await steps.RunAsync<MakeDigests, int>(Actor.System(tenant), null, (make, _) => Task.FromResult(make.Run()), cancellationToken) > 0)
            {
                // One mail takes so many items; the next takes the rest.
            }
        }

        foreach (var tenant in DueTenants(OutboxState.Waiting))
        {
            while (await SendBatchAsync(tenant, closed, cancellationToken) is { Claimed: > 0 } batch)
            {
                sent += batch.Sent;
            }
        }

        return sent;
    }

    private List<string> DueTenants(OutboxState state) => reader.Read(sql => sql.List(
        "select distinct tenant_id from outbox where state = @state and next_attempt_at <= @now", row => row.GetString(0), ("state", state), ("now", time.GetUtcNow())));

    private async Task<Batch> SendBatchAsync(string tenant, Dictionary<Guid, string> closed, CancellationToken cancellationToken)
    {
        var rows = await InStepAsync(tenant, claims => claims.Take(BatchSize, closed.Keys), cancellationToken);
        var marks = new List<Task>();
        var sent = 0;
        foreach (var row in rows)
        {
            if (closed.TryGetValue(row.Way, out var reason))
            {
                marks.Add(MarkAsync(row, new Delivery(DeliveryOutcome.Untried, reason)));
                continue;
            }

            var delivery = await (row.Channel == NoticeChannel.Mail ? mails.SendAsync(row, cancellationToken) : http.SendAsync(row, cancellationToken));
            sent += delivery.Outcome == DeliveryOutcome.Taken ? 1 : 0;
            if (delivery.IsWayClosed)
            {
                closed[row.Way] = delivery.Reason ?? "";
            }

            // Written while the next one is sent, so that the marks share their commits.
            marks.Add(MarkAsync(row, delivery));
        }

        await Task.WhenAll(marks);
        return new Batch(rows.Count, sent);
    }

    private static Action<OutboxClaims> Mark(OutboxRow row, Delivery delivery)
    {
        var reason = delivery.Reason ?? "";
        return delivery.Outcome switch
        {
            DeliveryOutcome.Taken => claims => claims.Sent(row.Id),
            DeliveryOutcome.Untried => claims => claims.Untried(row.Id, WayPause, reason),
            DeliveryOutcome.Failed when row.Attempts <= Pauses.Length => claims => claims.Later(row.Id, Spread(Pauses[row.Attempts - 1]), reason),
            DeliveryOutcome.Failed => claims => claims.Dead(row.Id, $"试了 {row.Attempts} 次仍未送出。最后一次：{reason}"),
            _ => claims => claims.Dead(row.Id, reason),
        };
    }

    /// <summary>Up to a fifth longer, so that what failed together does not come back together.</summary>
    private static TimeSpan Spread(TimeSpan pause) => pause * (1 + (Random.Shared.NextDouble() / 5));

    /// <summary>What has been handed in is marked even while the service shuts down, or it would be sent again.</summary>
    private Task<bool> MarkAsync(OutboxRow row, Delivery delivery) => InStepAsync(row.TenantId, claims =>
    {
        Mark(row, delivery)(claims);
        return true;
    }, CancellationToken.None);

    private Task<T> InStepAsync<T>(string tenant, Func<OutboxClaims, T> act, CancellationToken cancellationToken) =>
        steps.RunAsync<OutboxClaims, T>(Actor.System(tenant), null, (claims, _) => Task.FromResult(act(claims)), cancellationToken);

    private sealed record Batch(int Claimed, int Sent);
}
