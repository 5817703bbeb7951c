using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using ToyuFlow.Server.Layout;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Makes one mail of what was kept for somebody since the last one. Each message is in exactly one of them: it is merged in the step that makes the mail.</summary>
public sealed class MakeDigests(Step step, OutboxQueue outbox, IOptions<LayoutOptions> layout)
{
    private const int MostItems = 200;

    /// <returns>How many mails.</returns>
    public int Run()
    {
        var people = step.Sql.List(
            "select distinct person_id from outbox where tenant_id = @tenant and state = 'Held' and next_attempt_at <= @now", row => row.GetGuid(0), ("tenant", step.TenantId), ("now", step.Now));
        return people.Count(Make);
    }

    private bool Make(Guid person)
    {
        var locked = step.Sql.IsPostgreSql ? " for update skip locked" : "";
        var items = step.Sql.List(
            $"select id, recipient, subject, text, href from outbox where tenant_id = @tenant and person_id = @person and state = 'Held' order by created_at, id limit @most{locked}",
            row => new Kept(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), ("tenant", step.TenantId), ("person", person), ("most", MostItems));
        if (items.Count == 0)
        {
            return false;
        }

        var to = Recipient.Of(step.Sql, step.TenantId, person, NoticeKind.Task);
        var address = to is { Email.Length: > 0 } known ? known.Email : items[^1].Recipient;
        outbox.Add(new QueuedMessage(NoticeChannel.Mail, address, Words(items, to?.Language ?? Languages.Chinese)) { PersonId = person }, Timing.AtOnce);
        foreach (var item in items)
        {
            step.Sql.Execute("update outbox set state = 'Merged', sent_at = @now where tenant_id = @tenant and id = @id", ("now", step.Now), ("tenant", step.TenantId), ("id", item.Id));
        }

        return true;
    }

    private NoticeWords Words(List<Kept> items, string language)
    {
        var text = new StringBuilder();
        foreach (var (number, item) in items.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{number + 1}. {item.Subject}\n{item.Text}\n");
            if (layout.Value.AddressOf(item.Href) is { Length: > 0 } link)
            {
                text.Append(link).Append('\n');
            }

            text.Append('\n');
        }

        return new NoticeWords(language == Languages.English ? $"{items.Count} messages" : $"消息汇总（{items.Count} 条）", text.ToString().TrimEnd());
    }

    private sealed record Kept(Guid Id, string Recipient, string Subject, string Text, string Href);
}
