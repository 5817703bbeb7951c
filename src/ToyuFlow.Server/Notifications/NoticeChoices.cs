using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Reads how somebody wants to be told.</summary>
public sealed class NoticeChoices(DatabaseReader reader)
{
    public NoticeSettings Read(string tenantId, Guid personId) => reader.Read(sql =>
    {
        var chosen = sql.List(
            "select kind, in_app, by_mail from notice_choice where tenant_id = @tenant and person_id = @person",
            row => new NoticeWish(row.Named<NoticeKind>(0), row.GetBoolean(1), row.GetBoolean(2)), ("tenant", tenantId), ("person", personId));
        var email = sql.Scalar<string>("select email from person where tenant_id = @tenant and id = @person", ("tenant", tenantId), ("person", personId));
        return new NoticeSettings(email ?? "", [.. Enum.GetValues<NoticeKind>().Select(kind => chosen.FirstOrDefault(c => c.Kind == kind) ?? new NoticeWish(kind, true, true))]);
    });
}

public sealed record NoticeSettings(string Email, IReadOnlyList<NoticeWish> Wishes);
