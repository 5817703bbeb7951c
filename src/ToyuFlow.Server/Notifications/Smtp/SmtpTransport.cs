namespace ToyuFlow.Server.Notifications.Smtp;

/// <summary>
/// Hands mail in to a server over one connection that is kept and used again. Delivery is at least once: when the line breaks before the
/// last answer, nobody knows whether the server has the message, so each message carries a Message-ID that stays the same on every try.
/// Safe for several callers, who take turns.
/// </summary>
public sealed class SmtpTransport(SmtpOptions options, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private SmtpConnection? _connection;

    /// <returns>The recipients that the server refused while it took the message for others.</returns>
    /// <exception cref="SmtpSendException">The message was not handed in.</exception>
    /// <exception cref="FormatException">An address or header is not well formed; nothing was sent.</exception>
    public Task<IReadOnlyList<RefusedRecipient>> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
        SendAsync(new MailEnvelope(mail.From.Address, mail.To.Select(person => person.Address)), MailMime.Write(mail), cancellationToken);

    /// <inheritdoc cref="SendAsync(OutgoingMail, CancellationToken)"/>
    public async Task<IReadOnlyList<RefusedRecipient>> SendAsync(MailEnvelope envelope, byte[] content, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var reused = _connection;
            try
            {
                return await SendOnceAsync(envelope, content, cancellationToken);
            }
            catch (SmtpSendException error) when (reused is { HasSentContent: false } && error.Failure == SmtpFailure.Connection)
            {
                // The server has closed a connection that lay idle: that says nothing about the message.
                return await SendOnceAsync(envelope, content, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Connects and signs in, to try out the settings.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SmtpConnection.OpenAsync(options, time, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task<IReadOnlyList<RefusedRecipient>> SendOnceAsync(MailEnvelope envelope, byte[] content, CancellationToken cancellationToken)
    {
        if (_connection?.Sent >= options.MessagesPerConnection)
        {
            await CloseAsync();
        }
        _connection ??= await SmtpConnection.OpenAsync(options, time, cancellationToken);
        try
        {
            return await _connection.SendAsync(envelope, content, cancellationToken);
        }
        catch (SmtpSendException error) when (error.Failure is SmtpFailure.Permanent or SmtpFailure.Transient)
        {
            // The server has refused this message in good order; the next may use the connection.
            throw;
        }
        catch
        {
            _connection.Abort();
            _connection = null;
            throw;
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
