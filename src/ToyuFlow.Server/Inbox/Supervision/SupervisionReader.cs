using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

public enum SupervisionTab
{
    /// <summary>In the person's own queue.</summary>
    Mine,
    Open,
    Answered,
    Overdue,
    Closed,
}

/// <summary>What the signed-in officer sees of the 督办单: their list, one of them with its chain, those of a case, and how many wait for them.</summary>
public sealed class SupervisionReader(DatabaseReader reader, CurrentUser user, PackCatalog packs, CaseAccess access, TimeProvider time)
{
    /// <summary>All that the person may see; what is struck off only when it is asked for, the latest first.</summary>
    public IReadOnlyDictionary<SupervisionTab, IReadOnlyList<SupervisionRow>> Tabs(bool withClosed) => reader.Read(sql =>
    {
        var staff = Staff(sql);
        var people = Rights(sql);
        var open = SupervisionRow.List(sql, "s.state <> 'Closed' order by s.due_at, s.id", ("tenant", user.TenantId)).FindAll(o => MaySee(staff, o));
        List<SupervisionRow> closed = withClosed
            ? SupervisionRow.List(sql, "s.state = 'Closed' order by s.closed_at desc, s.id", ("tenant", user.TenantId)).FindAll(o => MaySee(staff, o))
            : [];
        var now = time.GetUtcNow();
        return (IReadOnlyDictionary<SupervisionTab, IReadOnlyList<SupervisionRow>>)new Dictionary<SupervisionTab, IReadOnlyList<SupervisionRow>>
        {
            [SupervisionTab.Mine] = open.FindAll(o => staff.QueueOf(o).Any(people.Contains)),
            [SupervisionTab.Open] = open.FindAll(o => o.State == SupervisionState.Open),
            [SupervisionTab.Answered] = open.FindAll(o => o.State == SupervisionState.Answered),
            [SupervisionTab.Overdue] = open.FindAll(o => o.IsOverdue(now)),
            [SupervisionTab.Closed] = closed,
        };
    });

    /// <summary>How many wait for the person; asked on every page, and answered without more when none is open.</summary>
    public int CountMine() => user.Kind != ActorKind.Officer ? 0 : reader.Read(sql =>
    {
        if (sql.Scalar<long>("select count(*) from supervision_order where tenant_id = @tenant and state in ('Open', 'Answered')", ("tenant", user.TenantId)) == 0)
        {
            return 0;
        }

        var (staff, people) = (Staff(sql), Rights(sql));
        return SupervisionRow.List(sql, "s.state in ('Open', 'Answered')", ("tenant", user.TenantId)).Count(o => staff.QueueOf(o).Any(people.Contains));
    });

    /// <summary>Null when it is not there or does not concern the person.</summary>
    public SupervisionFile? Read(Guid id) => reader.Read(sql =>
    {
        var (staff, people) = (Staff(sql), Rights(sql));
        return SupervisionRow.List(sql, "s.id = @id", ("tenant", user.TenantId), ("id", id)).Find(o => MaySee(staff, o) || staff.QueueOf(o).Any(people.Contains)) is { } order
            ? new SupervisionFile(order, Chain(sql, id))
            {
                MayAnswer = order.State == SupervisionState.Open && staff.Answerers(order).Any(people.Contains),
                MayReview = order.State != SupervisionState.Closed && staff.Reviewers(order).Any(people.Contains),
                MaySeeCase = access.MaySee(sql, order.CaseId),
            }
            : null;
    });

    public SupervisedCase? OfCase(Guid caseId) => reader.Read(sql =>
    {
        if (user.Kind != ActorKind.Officer || !access.MaySee(sql, caseId) || packs.Find(user.TenantId) is null)
        {
            return null;
        }

        var staff = Staff(sql);
        var orders = SupervisionRow.List(sql, "s.case_id = @case order by s.id", ("tenant", user.TenantId), ("case", caseId));
        var tasks = SupervisedTask.Of(sql, user.TenantId, caseId).FindAll(t => staff.SupervisesFrom(user.PersonId, t.UnitId) is not null);
        var title = sql.Scalar<string>("select title from case_file where tenant_id = @tenant and id = @case", ("tenant", user.TenantId), ("case", caseId)) ?? "";
        return new SupervisedCase(caseId, title, orders, [.. tasks.DistinctBy(t => t.UnitId)])
        {
            MaySupervise = staff.SupervisesCounty(user.PersonId),
            Officers = [.. tasks.DistinctBy(t => t.UnitId).SelectMany(t => staff.In(t.UnitId).Where(p => p != user.PersonId).Select(p => new SupervisedOfficer(t.UnitId, p, NameOf(sql, p), p == t.AssigneeId)))],
        };
    });

    private static string NameOf(Sql sql, Guid person) => sql.Scalar<string>("select display_name from person where id = @id", ("id", person)) ?? "";

    private SupervisionStaff Staff(Sql sql) => SupervisionStaff.Read(sql, user.TenantId, packs[user.TenantId].LeadRole);

    private bool MaySee(SupervisionStaff staff, SupervisionRow order) => staff.MaySee(user.PersonId, order);

    /// <summary>The person and everybody for whom they act in everything.</summary>
    private HashSet<Guid> Rights(Sql sql) =>
        [user.PersonId, .. Substitutions.PrincipalsOf(sql, user.TenantId, user.PersonId, time.GetUtcNow()).Where(p => p.CoversAll).Select(p => p.Id)];

    private List<SupervisionLine> Chain(Sql sql, Guid id) => sql.List(
        "select at, act, who, words, due_at from supervision_entry where tenant_id = @tenant and order_id = @id order by place",
        row => new SupervisionLine(row.Instant(0), row.Named<SupervisionAct>(1), row.GetString(2), row.GetString(3), row.InstantOrNull(4) is { } due ? Deadline.From(due).LastDay : null),
        ("tenant", user.TenantId), ("id", id));
}

public sealed record SupervisionLine(DateTimeOffset At, SupervisionAct Act, string Who, string Words, DateOnly? LastDay);

/// <summary>A 督办单 with its chain, and what the reader may do.</summary>
public sealed record SupervisionFile(SupervisionRow Order, IReadOnlyList<SupervisionLine> Chain)
{
    public bool MayAnswer { get; init; }

    public bool MayReview { get; init; }

    public bool MaySeeCase { get; init; }
}

/// <param name="Tasks">Of each unit that the reader may supervise, one that is open.</param>
public sealed record SupervisedCase(Guid CaseId, string Title, IReadOnlyList<SupervisionRow> Orders, IReadOnlyList<SupervisedTask> Tasks)
{
    /// <summary>Though nobody has it now.</summary>
    public bool MaySupervise { get; init; }

    public IReadOnlyList<SupervisedOfficer> Officers { get; init; } = [];
}

public sealed record SupervisedOfficer(Guid UnitId, Guid PersonId, string Name, bool HasTask);
