using ToyuFlow.Server.Notifications.Smtp;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>
/// Delivers what committed steps have decided to send: at least once, under one Message-ID a mail. Several nodes may run it; each claims
/// its own rows. What the server will not take, or has not taken after six tries, is kept as dead with the reason.
/// </summary>
public sealed class OutboxSender(DatabaseReader reader, Steps steps, MailOptions options, SmtpTransport transport, OutboxMail mails, TimeProvider time)
{
    private const int BatchSize = 50;

    /// <summary>When the mail server cannot be reached or refuses our account, every mail would fail: all wait this long.</summary>
    private static readonly TimeSpan ServerPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>Sends all that is due; returns how many the server took.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (!options.IsConfigured)
        {
            return 0;
        }

        var sent = 0;
        foreach (var tenant in DueTenants())
        {
            while (await SendBatchAsync(tenant, cancellationToken) is { Claimed: > 0 } batch)
            {
                sent += batch.Sent;
                if (batch.IsServerDown)
                {
                    return sent;
                }
            }
        }

        return sent;
    }

    private List<string> DueTenants() => reader.Read(sql => sql.List(
        "select distinct tenant_id from outbox where state = 'Waiting' and next_attempt_at <= @now", row => row.GetString(0), ("now", time.GetUtcNow())));

    private async Task<Batch> SendBatchAsync(string tenant, CancellationToken cancellationToken)
    {
        var rows = await InStepAsync(tenant, claims => claims.Take(BatchSize), cancellationToken);
        var marks = new List<Task>();
        var sent = 0;
        string? down = null;
        foreach (var row in rows)
        {
            if (down is not null)
            {
                marks.Add(MarkAsync(row, claims => claims.Untried(row.Id, ServerPause, down)));
                continue;
            }

            try
            {
                await transport.SendAsync(await mails.OfAsync(row, cancellationToken), cancellationToken);
                sent++;
                // Written while the next one is sent, so that the marks share their commits.
                marks.Add(MarkAsync(row, claims => claims.Sent(row.Id)));
            }
            catch (SmtpSendException error) when (error.Failure is SmtpFailure.Authentication or SmtpFailure.Tls)
            {
                down = error.Message;
                marks.Add(MarkAsync(row, claims => claims.Untried(row.Id, ServerPause, down)));
            }
            catch (SmtpSendException error)
            {
                down = error.Failure == SmtpFailure.Connection ? error.Message : null;
                marks.Add(MarkAsync(row, Failed(row, error.Message, error.CanRetry)));
            }
            catch (Exception error) when (error is FormatException or IOException)
            {
                marks.Add(MarkAsync(row, Failed(row, error.Message, canRetry: false)));
            }
        }

        await Task.WhenAll(marks);
        return new Batch(rows.Count, sent, down is not null);
    }

    private static Action<OutboxClaims> Failed(OutboxRow row, string reason, bool canRetry) =>
        canRetry && row.Attempts <= Pauses.Length
            ? claims => claims.Later(row.Id, Spread(Pauses[row.Attempts - 1]), reason)
            : claims => claims.Dead(row.Id, canRetry ? $"试了 {row.Attempts} 次仍未送出。最后一次：{reason}" : reason);

    /// <summary>Up to a fifth longer, so that what failed together does not come back together.</summary>
    private static TimeSpan Spread(TimeSpan pause) => pause * (1 + (Random.Shared.NextDouble() / 5));

    /// <summary>What has been handed in is marked even while the service shuts down, or it would be sent again.</summary>
    private Task<bool> MarkAsync(OutboxRow row, Action<OutboxClaims> mark) => InStepAsync(row.TenantId, claims =>
    {
        mark(claims);
        return true;
    }, CancellationToken.None);

    private Task<T> InStepAsync<T>(string tenant, Func<OutboxClaims, T> act, CancellationToken cancellationToken) =>
        steps.RunAsync<OutboxClaims, T>(Actor.System(tenant), null, (claims, _) => Task.FromResult(act(claims)), cancellationToken);

    private sealed record Batch(int Claimed, int Sent, bool IsServerDown);
}
