using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>
/// Tells people something, in the bell, by mail and by short message as each has chosen, and the robots of the county; part of the step, so that
/// nothing is announced that was rolled back.
/// </summary>
public sealed class Notify(Step step, OutboxQueue outbox, NoticeTemplates templates, RobotNews robots)
{
    public void Person(Guid personId, Announcement said, string href, Guid? caseId = null)
    {
        if (Recipient.Of(step.Sql, step.TenantId, personId, said.Event.Kind) is not { } wish)
        {
            return;
        }

        var words = templates.Say(said, wish.Language, caseId);
        if (wish.InApp)
        {
            step.Sql.Execute(
                "insert into notice (tenant_id, id, person_id, at, sentence, href) values (@tenant, @id, @person, @now, @sentence, @href)",
                ("tenant", step.TenantId), ("id", step.NewId()), ("person", personId), ("now", step.Now), ("sentence", words.Body), ("href", href));
        }

        if (wish.ByMail && wish.Email.Length > 0)
        {
            outbox.Add(new QueuedMessage(NoticeChannel.Mail, wish.Email, words) { PersonId = personId, Href = href, CaseId = caseId }, wish.Timing);
        }

        if (wish.BySms && wish.Phone.Length > 0 && outbox.Gateway() is { } gateway)
        {
            outbox.Add(new QueuedMessage(NoticeChannel.Sms, wish.Phone, words) { EndpointId = gateway, PersonId = personId, Href = href, CaseId = caseId }, wish.Timing with { MailPace = MailPace.AtOnce });
        }

        if (wish.IsOfficer)
        {
            robots.Tell(wish.Name, said, href, caseId);
        }
    }

    public void Operators(Guid institutionId, Announcement said, string href, Guid? caseId = null)
    {
        foreach (var person in People("select person_id from institution_operator where tenant_id = @tenant and institution_id = @of", institutionId))
        {
            Person(person, said, href, caseId);
        }
    }

    public void PostHolders(Guid postId, Announcement said, string href, Guid? caseId = null)
    {
        foreach (var person in People("select person_id from post_holder where tenant_id = @tenant and post_id = @of", postId))
        {
            Person(person, said, href, caseId);
        }
    }

    public void Mail(string recipient, string subject, string text, Guid? caseId = null) =>
        outbox.Add(new QueuedMessage(NoticeChannel.Mail, recipient, new NoticeWords(subject, text)) { CaseId = caseId }, Timing.AtOnce);

    private List<Guid> People(string query, Guid of) => step.Sql.List(query, row => row.GetGuid(0), ("tenant", step.TenantId), ("of", of));
}
