using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>How somebody is told of something of a kind: what they have chosen, and where it can be sent.</summary>
public sealed record Recipient(string Name, bool IsOfficer, string Email, string Phone)
{
    public bool InApp { get; init; }

    public bool ByMail { get; init; }

    public bool BySms { get; init; }

    public Timing Timing { get; init; } = Timing.AtOnce;

    public string Language { get; init; } = Languages.Chinese;

    /// <summary>Null for somebody who is not there.</summary>
    public static Recipient? Of(Sql sql, string tenantId, Guid personId, NoticeKind kind) => sql.Single(
        """
        select p.display_name, p.kind, coalesce(p.email, ''), coalesce(p.phone_number, ''), coalesce(c.in_app, @yes), coalesce(c.by_mail, @yes), coalesce(c.by_sms, @no),
            coalesce(t.mail_pace, 'AtOnce'), coalesce(t.digest_hour, 8), t.quiet_from, t.quiet_until, coalesce(t.language, 'zh-CN')
        from person p left join notice_choice c on c.tenant_id = p.tenant_id and c.person_id = p.id and c.kind = @kind
        left join notice_timing t on t.tenant_id = p.tenant_id and t.person_id = p.id
        where p.tenant_id = @tenant and p.id = @id
        """,
        row =>
        {
            var timing = new Timing(row.Named<MailPace>(7), row.GetInt32(8), row.IsDBNull(9) ? null : row.GetInt32(9), row.IsDBNull(10) ? null : row.GetInt32(10));
            return new Recipient(row.GetString(0), row.Named<ActorKind>(1) == ActorKind.Officer, row.GetString(2), row.GetString(3))
            {
                InApp = row.GetBoolean(4),
                ByMail = row.GetBoolean(5) && timing.MailPace != MailPace.Off,
                BySms = row.GetBoolean(6),
                Timing = timing,
                Language = row.GetString(11),
            };
        },
        ("yes", true), ("no", false), ("kind", kind), ("tenant", tenantId), ("id", personId));
}
