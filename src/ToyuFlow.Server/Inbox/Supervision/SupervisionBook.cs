using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>What every act on a 督办单 does alike: find it for the person, as they saw it, and write what was done into its chain, the case and the audit.</summary>
public sealed class SupervisionBook(Step step, PackCatalog packs, CaseHistory history, AuditTrail audit, Notify notify, Timers timers, WorkingCalendar calendar)
{
    public const string DueTimer = "supervision.due";
    public const string LastDayTimer = "supervision.last-day";
    public const int MostDays = 60;
    public const int UsualDays = 3;

    private const int LongestText = 1000;

    public SupervisionStaff Staff() => SupervisionStaff.Read(step.Sql, step.TenantId, packs[step.TenantId].LeadRole);

    /// <summary>The order, if the person may know of it.</summary>
    public SupervisionRow Find(Guid id, SupervisionStaff staff)
    {
        step.Sql.Scalar<long?>("select 1 from supervision_order where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", id));
        var order = SupervisionRow.List(step.Sql, "s.id = @id", ("tenant", step.TenantId), ("id", id)).FirstOrDefault();
        return order is not null && (step.Actor.IsSystem || RightOf(order, p => staff.MaySee(p, order)) is not null) ? order : throw new MissingException();
    }

    /// <summary>The order, as the person saw it and in the state that the act asks for.</summary>
    public SupervisionRow Require(Guid id, long revision, SupervisionState state, SupervisionStaff staff)
    {
        var order = Find(id, staff);
        if (order.Revision != revision)
        {
            throw new ConflictException($"您打开页面之后这张督办单有了变化{LastChange(id)}，请核对后再提交；您填写的内容没有提交。");
        }

        return order.State == state ? order : throw new ConflictException($"这张督办单现在是“{SupervisionRow.WordsOf(order.State)}”{LastChange(id)}，您的操作没有生效。");
    }

    /// <summary>The names that stand on the record when the person, or somebody for whom they act, is one of those; refused when neither.</summary>
    public string RequireOneOf(SupervisionRow order, IReadOnlyList<Guid> people, string otherwise) =>
        RightOf(order, people.Contains)?.Names(step.Actor.Name) ?? throw new ForbiddenException(otherwise);

    public static string RequireText(string text, string otherwise)
    {
        var trimmed = text.Trim();
        return trimmed.Length is > 0 and <= LongestText ? trimmed : throw new InvalidInputException("reason", trimmed.Length == 0 ? otherwise : $"最多 {LongestText} 字。");
    }

    public DateTimeOffset DueFromNow(int days) => calendar.Due(step.Now, Limit.WorkingDays(RequireDays(days))).At;

    /// <summary>So many working days after the last day that there was.</summary>
    public DateTimeOffset DueLater(DateTimeOffset due, int days) =>
        BeijingTime.EndOf(calendar.After(Deadline.From(due).LastDay, RequireDays(days)));

    public static int RequireDays(int days) => days is >= 1 and <= MostDays ? days : throw new InvalidInputException("days", $"时限应为 1 到 {MostDays} 个工作日。");

    /// <summary>Moves the order on and says so in its chain and to whoever has it now.</summary>
    public void Write(SupervisionRow before, SupervisionRow after, SupervisionAct act, string who, string words)
    {
        step.Sql.Execute(
            """
            update supervision_order set state = @state, due_at = @due, extension_days = @extension, person_id = @person, closed_at = @closed, revision = revision + 1
            where tenant_id = @tenant and id = @id and revision = @revision
            """,
            ("state", after.State), ("due", after.DueAt), ("extension", after.ExtensionDays), ("person", after.PersonId),
            ("closed", after.State == SupervisionState.Closed ? step.Now : null), ("tenant", step.TenantId), ("id", after.Id), ("revision", before.Revision));
        Enter(after.Id, before.Revision + 1, act, who, words, after.DueAt == before.DueAt ? null : after.DueAt);
        Watch(after);
        history.Say(after.CaseId, $"督办单 {after.Number}：{who}{SupervisionWords.Of(act)}", forApplicant: false, words, automatic: step.Actor.IsSystem);
        audit.Record($"supervision.{SupervisionWords.Code(act)}", "supervision", after.Id.ToString(), after.CaseId, after.Number);
    }

    public void Enter(Guid orderId, long place, SupervisionAct act, string who, string words, DateTimeOffset? due) => step.Sql.Execute(
        "insert into supervision_entry (tenant_id, id, order_id, place, at, act, who, words, due_at) values (@tenant, @id, @order, @place, @now, @act, @who, @words, @due)",
        ("tenant", step.TenantId), ("id", step.NewId()), ("order", orderId), ("place", place), ("now", step.Now), ("act", act), ("who", who), ("words", words), ("due", due));

    /// <summary>The clock of an order runs while an answer is owed, and is no other's.</summary>
    public void Watch(SupervisionRow order)
    {
        timers.Remove(order.Id);
        if (order.State != SupervisionState.Open || order.DueAt <= step.Now)
        {
            return;
        }

        timers.Set(DueTimer, order.Id, order.DueAt);
        var lastMorning = BeijingTime.OpeningOf(Deadline.From(order.DueAt).LastDay);
        if (lastMorning > step.Now)
        {
            timers.Set(LastDayTimer, order.Id, lastMorning);
        }
    }

    public void Tell(IEnumerable<Guid> people, SupervisionRow order, string subject, string sentence)
    {
        foreach (var person in people.SelectMany(p => Substitutions.SubstitutesOf(step.Sql, step.TenantId, p, step.Now).Prepend(p)).Distinct().Where(p => p != step.Actor.PersonId))
        {
            notify.Person(person, InboxNotices.Supervised.Say(("subject", subject), ("number", order.Number), ("text", sentence)), SupervisionDetailsModel.PathOf(order.Id), order.CaseId);
        }
    }

    private TaskRight? RightOf(SupervisionRow order, Func<Guid, bool> isOne)
    {
        var person = step.Actor.PersonId ?? throw new ForbiddenException("只有本人可以办理督办单。");
        return isOne(person) ? TaskRight.Own
            : Substitutions.PrincipalsOf(step.Sql, step.TenantId, person, step.Now).FirstOrDefault(p => isOne(p.Id) && (p.CoversAll || p.Covers(MatterOf(order)))) is { } principal
                ? new TaskRight(principal.Id, principal.Name)
                : null;
    }

    private string MatterOf(SupervisionRow order) =>
        step.Sql.Scalar<string>("select matter_code from case_file where tenant_id = @tenant and id = @case", ("tenant", step.TenantId), ("case", order.CaseId)) ?? "";

    private string LastChange(Guid id) => step.Sql.Single(
        "select who, at, act from supervision_entry where tenant_id = @tenant and order_id = @order order by place desc limit 1",
        row => $"（{row.GetString(0)}于 {BeijingTime.Of(row.Instant(1)):yyyy-MM-dd HH:mm} {SupervisionWords.Of(row.Named<SupervisionAct>(2))}）",
        ("tenant", step.TenantId), ("order", id)) ?? "";
}
