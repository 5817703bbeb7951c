using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Notifications.Smtp;

namespace ToyuFlow.Server.Notifications;

/// <summary>Hands a mail in to the server of the configuration.</summary>
public sealed class MailCarrier(SmtpTransport transport, OutboxMail mails)
{
    public async Task<Delivery> SendAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(await mails.OfAsync(row, cancellationToken), cancellationToken);
            return Delivery.Taken;
        }
        catch (SmtpSendException error) when (error.Failure is SmtpFailure.Authentication or SmtpFailure.Tls)
        {
            return new Delivery(DeliveryOutcome.Untried, error.Message, IsWayClosed: true);
        }
        catch (SmtpSendException error)
        {
            return new Delivery(error.CanRetry ? DeliveryOutcome.Failed : DeliveryOutcome.Refused, error.Message, error.Failure == SmtpFailure.Connection);
        }
        catch (Exception error) when (error is FormatException or IOException)
        {
            return new Delivery(DeliveryOutcome.Refused, error.Message);
        }
    }
}
