using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Queues messages as part of a step; whether now, after the quiet hours or in the mail of the day.</summary>
public sealed class OutboxQueue(Step step, OutboxSignal signal)
{
    private Guid? _gateway;
    private bool _hasLooked;

    public Guid Add(QueuedMessage message, Timing timing)
    {
        var id = step.NewId();
        var state = timing.MailPace == MailPace.Daily ? OutboxState.Held : OutboxState.Waiting;
        step.Sql.Execute(
            """
            insert into outbox (tenant_id, id, channel, endpoint_id, person_id, href, recipient, subject, text, attachment_hash, attachment_name, state, attempts, created_at, next_attempt_at, case_id)
            values (@tenant, @id, @channel, @endpoint, @person, @href, @to, @subject, @text, '', '', @state, 0, @now, @next, @case)
            """,
            ("tenant", step.TenantId), ("id", id), ("channel", message.Channel), ("endpoint", message.EndpointId), ("person", message.PersonId), ("href", message.Href),
            ("to", message.Recipient), ("subject", message.Words.Subject), ("text", message.Words.Body), ("state", state), ("now", step.Now), ("next", timing.Next(step.Now)),
            ("case", message.CaseId));
        step.Afterwards(signal.Wake);
        return id;
    }

    /// <summary>The gateway of the county for short messages.</summary>
    public Guid? Gateway()
    {
        if (!_hasLooked)
        {
            _gateway = step.Sql.Single(
                "select id from notice_endpoint where tenant_id = @tenant and channel = @sms and is_enabled = @yes order by id limit 1",
                row => Tuple.Create(row.GetGuid(0)), ("tenant", step.TenantId), ("sms", NoticeChannel.Sms), ("yes", true))?.Item1;
            _hasLooked = true;
        }

        return _gateway;
    }
}

public sealed record QueuedMessage(NoticeChannel Channel, string Recipient, NoticeWords Words)
{
    public Guid? EndpointId { get; init; }

    public Guid? PersonId { get; init; }

    public string Href { get; init; } = "";

    public Guid? CaseId { get; init; }
}
