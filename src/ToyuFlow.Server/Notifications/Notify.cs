using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Tells people something, in the bell and by mail where an address is known and as each has chosen; part of the step, so that nothing is announced that was rolled back.</summary>
public sealed class Notify(Step step, OutboxSignal signal)
{
    public void Person(Guid personId, NoticeKind kind, string subject, string sentence, string href, Guid? caseId = null)
    {
        var wish = step.Sql.Single(
            """
            select coalesce(p.email, ''), coalesce(c.in_app, @yes), coalesce(c.by_mail, @yes)
            from person p left join notice_choice c on c.tenant_id = p.tenant_id and c.person_id = p.id and c.kind = @kind
            where p.tenant_id = @tenant and p.id = @id
            """,
            row => Tuple.Create(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2)), ("yes", true), ("kind", kind), ("tenant", step.TenantId), ("id", personId));
        if (wish is null)
        {
            return;
        }

        var (address, inApp, byMail) = wish;
        if (inApp)
        {
            step.Sql.Execute(
                "insert into notice (tenant_id, id, person_id, at, sentence, href) values (@tenant, @id, @person, @now, @sentence, @href)",
                ("tenant", step.TenantId), ("id", step.NewId()), ("person", personId), ("now", step.Now), ("sentence", sentence), ("href", href));
        }

        if (byMail && address.Length > 0)
        {
            Mail(address, subject, sentence, caseId);
        }
    }

    public void Operators(Guid institutionId, NoticeKind kind, string subject, string sentence, string href, Guid? caseId = null)
    {
        foreach (var person in People("select person_id from institution_operator where tenant_id = @tenant and institution_id = @of", institutionId))
        {
            Person(person, kind, subject, sentence, href, caseId);
        }
    }

    public void PostHolders(Guid postId, NoticeKind kind, string subject, string sentence, string href, Guid? caseId = null)
    {
        foreach (var person in People("select person_id from post_holder where tenant_id = @tenant and post_id = @of", postId))
        {
            Person(person, kind, subject, sentence, href, caseId);
        }
    }

    public void Mail(string recipient, string subject, string text, Guid? caseId = null)
    {
        step.Sql.Execute(
            """
            insert into outbox (tenant_id, id, recipient, subject, text, attachment_hash, attachment_name, state, attempts, created_at, next_attempt_at, case_id)
            values (@tenant, @id, @to, @subject, @text, '', '', 'Waiting', 0, @now, @now, @case)
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("to", recipient), ("subject", subject), ("text", text), ("now", step.Now), ("case", caseId));
        step.Afterwards(signal.Wake);
    }

    private List<Guid> People(string query, Guid of) => step.Sql.List(query, row => row.GetGuid(0), ("tenant", step.TenantId), ("of", of));
}

/// <summary>Wakes the sender of this node after a commit; other nodes and restarts find the rows by themselves.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    public void Wake()
    {
        try
        {
            _semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _semaphore.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _semaphore.Dispose();
}
