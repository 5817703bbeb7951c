using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Puts a mail that was given up back into the queue, under the Message-ID that it had.</summary>
public sealed class ResendMail(Step step, AuditTrail audit, OutboxSignal signal)
{
    public void Run(Guid id)
    {
        var rows = step.Sql.Execute(
            "update outbox set state = 'Waiting', attempts = 0, next_attempt_at = @now, last_error = null where tenant_id = @tenant and id = @id and state = 'Dead'",
            ("now", step.Now), ("tenant", step.TenantId), ("id", id));
        if (rows != 1)
        {
            throw new ConflictException("这封邮件已不在未送达之列，可能刚刚被别人重发。");
        }

        audit.Record("mail.resent", "mail", id.ToString());
        step.Afterwards(signal.Wake);
    }
}
