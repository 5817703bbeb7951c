using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Keeps how somebody wants to be told, and at which address. Runs inside a step of that person.</summary>
public sealed class ChooseNotices(Step step, AuditTrail audit, Notify notify, OutboxSignal signal)
{
    private static readonly TimeSpan BetweenTests = TimeSpan.FromMinutes(1);

    private Guid Person => step.Actor.PersonId ?? throw new ForbiddenException("请先登录。");

    public void Run(string email, IEnumerable<NoticeWish> wishes, Timing timing, string language)
    {
        var address = email.Trim();
        if (address.Length > 0 && (address.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(address, out _)))
        {
            throw new InvalidInputException("email", "邮箱地址不正确，应写成 name@example.com 这样。");
        }

        if (timing is { QuietFrom: not null, QuietUntil: null } or { QuietFrom: null, QuietUntil: not null } || timing.QuietFrom is { } quiet && quiet == timing.QuietUntil)
        {
            throw new InvalidInputException("quiet", "免打扰请同时选择开始和结束时间，两者不能相同。");
        }

        Keep(timing, language);
        foreach (var wish in wishes)
        {
            step.Sql.Execute(
                """
                insert into notice_choice (tenant_id, id, person_id, kind, in_app, by_mail, by_sms) values (@tenant, @id, @person, @kind, @app, @mail, @sms)
                on conflict (tenant_id, person_id, kind) do update set in_app = excluded.in_app, by_mail = excluded.by_mail, by_sms = excluded.by_sms
                """,
                ("tenant", step.TenantId), ("id", step.NewId()), ("person", Person), ("kind", wish.Kind), ("app", wish.InApp || NoticeChoice.IsAlwaysInApp(wish.Kind)), ("mail", wish.ByMail), ("sms", wish.BySms));
        }

        var changed = step.Sql.Execute(
            "update person set email = @email where tenant_id = @tenant and id = @id and coalesce(email, '') <> coalesce(@email, '')",
            ("email", address.Length == 0 ? null : address), ("tenant", step.TenantId), ("id", Person));
        if (changed > 0)
        {
            audit.Record("person.email-changed", "person", Person.ToString());
        }
    }

    private void Keep(Timing timing, string language)
    {
        step.Sql.Execute(
            """
            insert into notice_timing (tenant_id, id, person_id, mail_pace, digest_hour, quiet_from, quiet_until, language) values (@tenant, @id, @person, @pace, @hour, @from, @until, @language)
            on conflict (tenant_id, person_id) do update set mail_pace = excluded.mail_pace, digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from,
                quiet_until = excluded.quiet_until, language = excluded.language
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("person", Person), ("pace", timing.MailPace), ("hour", timing.DigestHour), ("from", timing.QuietFrom), ("until", timing.QuietUntil),
            ("language", Languages.All.Contains(language) ? language : Languages.Chinese));
        Release(timing);
    }

    /// <summary>What was kept for the mail of the day goes out with it, or now when there is none any more; what waited for the end of the quiet hours follows the new ones.</summary>
    private void Release(Timing timing)
    {
        step.Sql.Execute(
            "update outbox set next_attempt_at = @next where tenant_id = @tenant and person_id = @person and state = 'Held'",
            ("next", timing.MailPace == MailPace.Daily ? timing.Next(step.Now) : step.Now), ("tenant", step.TenantId), ("person", Person));
        step.Sql.Execute(
            "update outbox set next_attempt_at = @next where tenant_id = @tenant and person_id = @person and state = 'Waiting' and attempts = 0",
            ("next", (timing with { MailPace = MailPace.AtOnce }).Next(step.Now)), ("tenant", step.TenantId), ("person", Person));
        step.Afterwards(signal.Wake);
    }

    /// <summary>A mail to one's own address, at most one a minute.</summary>
    public string TestMail()
    {
        var address = step.Sql.Scalar<string>("select email from person where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", Person));
        if (string.IsNullOrEmpty(address))
        {
            throw new InvalidInputException("email", "请先填写邮箱地址并保存。");
        }

        var recent = step.Sql.Scalar<long>(
            "select count(*) from outbox where tenant_id = @tenant and recipient = @to and subject = @subject and created_at > @since",
            ("tenant", step.TenantId), ("to", address), ("subject", Subject), ("since", step.Now - BetweenTests));
        if (recent > 0)
        {
            throw new ConflictException("刚刚已经发过一封测试邮件，请一分钟后再试。");
        }

        notify.Mail(address, Subject, $"{step.Actor.Name}：\n这是一封测试邮件。收到它，说明提醒可以送到这个邮箱。");
        return address;
    }

    private const string Subject = "测试邮件";
}

public sealed record NoticeWish(NoticeKind Kind, bool InApp, bool ByMail, bool BySms);
