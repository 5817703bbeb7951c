using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Keeps how somebody wants to be told, and at which address. Runs inside a step of that person.</summary>
public sealed class ChooseNotices(Step step, AuditTrail audit, Notify notify)
{
    private static readonly TimeSpan BetweenTests = TimeSpan.FromMinutes(1);

    private Guid Person => step.Actor.PersonId ?? throw new ForbiddenException("请先登录。");

    public void Run(string email, IEnumerable<NoticeWish> wishes)
    {
        var address = email.Trim();
        if (address.Length > 0 && (address.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(address, out _)))
        {
            throw new InvalidInputException("email", "邮箱地址不正确，应写成 name@example.com 这样。");
        }

        foreach (var wish in wishes)
        {
            step.Sql.Execute(
                """
                insert into notice_choice (tenant_id, id, person_id, kind, in_app, by_mail) values (@tenant, @id, @person, @kind, @app, @mail)
                on conflict (tenant_id, person_id, kind) do update set in_app = excluded.in_app, by_mail = excluded.by_mail
                """,
                ("tenant", step.TenantId), ("id", step.NewId()), ("person", Person), ("kind", wish.Kind), ("app", wish.InApp || NoticeChoice.IsAlwaysInApp(wish.Kind)), ("mail", wish.ByMail));
        }

        var changed = step.Sql.Execute(
            "update person set email = @email where tenant_id = @tenant and id = @id and coalesce(email, '') <> coalesce(@email, '')",
            ("email", address.Length == 0 ? null : address), ("tenant", step.TenantId), ("id", Person));
        if (changed > 0)
        {
            audit.Record("person.email-changed", "person", Person.ToString());
        }
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

public sealed record NoticeWish(NoticeKind Kind, bool InApp, bool ByMail);
