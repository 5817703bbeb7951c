using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>Reads how somebody wants to be told.</summary>
public sealed class NoticeChoices(DatabaseReader reader)
{
    public NoticeSettings Read(string tenantId, Guid personId) => reader.Read(sql =>
    {
        var chosen = sql.List(
            "select kind, in_app, by_mail, by_sms from notice_choice where tenant_id = @tenant and person_id = @person",
            row => new NoticeWish(row.Named<NoticeKind>(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3)), ("tenant", tenantId), ("person", personId));
        var known = Recipient.Of(sql, tenantId, personId, NoticeKind.Task) ?? throw new MissingException();
        var hasGateway = sql.Scalar<long>(
            "select count(*) from notice_endpoint where tenant_id = @tenant and channel = @sms and is_enabled = @yes", ("tenant", tenantId), ("sms", NoticeChannel.Sms), ("yes", true)) > 0;
        return new NoticeSettings(known.Email, [.. Enum.GetValues<NoticeKind>().Select(kind => chosen.FirstOrDefault(c => c.Kind == kind) ?? new NoticeWish(kind, true, true, false))])
        {
            Phone = known.Phone,
            HasGateway = hasGateway,
            Timing = known.Timing,
            Language = known.Language,
        };
    });
}

public sealed record NoticeSettings(string Email, IReadOnlyList<NoticeWish> Wishes)
{
    public string Phone { get; init; } = "";

    /// <summary>Without one nobody is asked whether they want short messages.</summary>
    public bool HasGateway { get; init; }

    public Timing Timing { get; init; } = Timing.AtOnce;

    public string Language { get; init; } = Languages.Chinese;
}
