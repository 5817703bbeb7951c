using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Feed;

/// <summary>
/// What a feed tells: the days by which the person's open tasks and 督办单 are due, and of those that are done since a month that they are off. Of each only
/// the case number, the step and the institution; nobody's personal data leaves through an address that needs no sign-in.
/// </summary>
public sealed class FeedReader(DatabaseReader reader, InboxQuery inbox, PackCatalog packs, TimeProvider time)
{
    private const int Most = 300;
    private static readonly TimeSpan KeptDone = TimeSpan.FromDays(30);

    /// <summary>When the person's feed was made; null when it is switched off.</summary>
    public DateTimeOffset? Since(CurrentUser user) => reader.Read(sql => sql.Single(
        "select created_at from calendar_feed where tenant_id = @tenant and person_id = @person", row => Tuple.Create(row.Instant(0)), ("tenant", user.TenantId), ("person", user.PersonId)))?.Item1;

    /// <summary>Null for a secret that is nobody's, or of somebody whose account is stopped: nobody learns which.</summary>
    public IReadOnlyList<FeedEvent>? Read(string secret) => Owner(FeedSecret.HashOf(secret)) is { } owner ? [.. Tasks(owner), .. DoneTasks(owner), .. Orders(owner)] : null;

    private FeedOwner? Owner(string hash) => reader.Read(sql => sql.Single(
        """
        select f.secret_hash, f.tenant_id, p.id, p.kind from calendar_feed f join person p on p.tenant_id = f.tenant_id and p.id = f.person_id
        where f.secret_hash = @hash and p.is_disabled = @no
        """,
        row => new FeedOwner(row.GetString(0), row.GetString(1), row.GetGuid(2), row.Named<ActorKind>(3)), ("hash", hash), ("no", false)) is { } found && FeedSecret.IsSame(found.Hash, hash)
            ? found with { Posts = sql.List("select post_id from post_holder where tenant_id = @tenant and person_id = @person", row => row.GetGuid(0), ("tenant", found.TenantId), ("person", found.PersonId)) }
            : null);

    private IEnumerable<FeedEvent> Tasks(FeedOwner owner) =>
        inbox.Read(new InboxRequest(owner.TenantId, owner.PersonId, owner.Posts) { IsOperator = owner.Kind == ActorKind.Operator, Size = Most }).Items
            .Where(i => i.DueAt < WorkTask.NoLimit)
            .Select(i => new FeedEvent(i.Id, LastDay(i.PromisedDueAt ?? i.DueAt), i.Title, i.CaseNumber, i.Institution, i.Revision, "/inbox/task/"));

    private List<FeedEvent> DoneTasks(FeedOwner owner) => reader.Read(sql => sql.List(
        """
        select id, due_at, promised_due_at, title, case_number, institution_name, revision from work_task
        where tenant_id = @tenant and decided_by = @person and decided_at > @since and due_at < @none order by decided_at desc limit @most
        """,
        row => new FeedEvent(row.GetGuid(0), LastDay(row.InstantOrNull(2) ?? row.Instant(1)), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), "/inbox/task/") { IsOff = true },
        ("tenant", owner.TenantId), ("person", owner.PersonId), ("since", time.GetUtcNow() - KeptDone), ("none", WorkTask.NoLimit), ("most", Most)));

    private List<FeedEvent> Orders(FeedOwner owner) => owner.Kind != ActorKind.Officer || packs.Find(owner.TenantId) is not { } pack ? [] : reader.Read(sql =>
    {
        var staff = SupervisionStaff.Read(sql, owner.TenantId, pack.LeadRole);
        return SupervisionRow.List(
                sql, "(s.state in ('Open', 'Answered') or (s.state = 'Closed' and s.closed_at > @since))",
                ("tenant", owner.TenantId), ("since", time.GetUtcNow() - KeptDone))
            .FindAll(o => staff.Answerers(o).Contains(owner.PersonId))
            .ConvertAll(o => new FeedEvent(o.Id, LastDay(o.DueAt), $"督办：{o.Subject}", o.CaseNumber, o.Institution, o.Revision, $"{SupervisionModel.Path}/details/") { IsOff = o.State != SupervisionState.Open });
    });

    private static DateOnly LastDay(DateTimeOffset due) => Deadline.From(due).LastDay;

    private sealed record FeedOwner(string Hash, string TenantId, Guid PersonId, ActorKind Kind)
    {
        public IReadOnlyList<Guid> Posts { get; init; } = [];
    }
}

/// <param name="Path">Where it is handled, before its id.</param>
public sealed record FeedEvent(Guid Id, DateOnly Day, string Title, string CaseNumber, string Institution, long Revision, string Path)
{
    /// <summary>Done; calendar programs take it away.</summary>
    public bool IsOff { get; init; }
}
