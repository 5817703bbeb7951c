using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Notifications.Templates;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Reminders;

/// <summary>
/// 行政许可法 第五十条: a permit whose renewal is not decided before it ends is deemed renewed. Warns whoever has the case, nearer the end the head of the unit,
/// at last the supervisor too; once it has ended, puts on record what the law says. The case stays with its officer, who ends it accordingly.
/// </summary>
public sealed class WarnOfRenewal(Step step, FindSigners people, PackCatalog packs, CaseHold hold, CaseHistory history, AuditTrail audit, Notify notify)
{
    private const int HeadWithin = 5;
    private const int SupervisorWithin = 2;

    public void Fire(DueTimer timer)
    {
        if (Find(timer.SubjectId) is not { } renewal)
        {
            return;
        }

        var days = timer.Payload[CaseClocks.RenewalDays]?.GetValue<int>() ?? 0;
        var day = $"{Deadline.From(renewal.Until).LastDay:yyyy-MM-dd}";
        if (days > 0)
        {
            var told = Tell(renewal, days, InboxNotices.RenewalDue.Say(("clock", renewal.Clock), ("number", renewal.Number), ("institution", renewal.Institution), ("day", day), ("days", $"{days}")));
            history.Say(renewal.CaseId, $"“{renewal.Clock}”：许可 {day} 到期，还有 {days} 个工作日，已提醒{told}。期满未作决定的，视为准予延续（行政许可法第五十条）。", forApplicant: false, automatic: true);
            audit.Record("clock.renewal-warned", "case", renewal.CaseId.ToString(), renewal.CaseId, $"{days}");
            return;
        }

        // While the applicant's withdrawal is decided nothing is deemed.
        hold.RequireNone(renewal.CaseId);
        var passed = InboxNotices.RenewedByLaw.Say(("clock", renewal.Clock), ("number", renewal.Number), ("institution", renewal.Institution), ("day", day));
        Tell(renewal, days, passed);
        notify.Operators(renewal.InstitutionId, passed, $"/cases/details/{renewal.CaseId}", renewal.CaseId);
        history.Say(renewal.CaseId, $"许可已于 {day} 到期，期满没有作出是否准予延续的决定，依法视为准予延续（系统）。依据：行政许可法第五十条。", forApplicant: true, automatic: true);
        audit.Record("clock.renewed-by-law", "case", renewal.CaseId.ToString(), renewal.CaseId, day);
    }

    private Renewal? Find(Guid clockId) => step.Sql.Single(
        """
        select k.case_id, k.name, k.until_at, c.number, i.id, i.name from case_clock k
        join case_file c on c.tenant_id = k.tenant_id and c.id = k.case_id
        join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id
        where k.tenant_id = @tenant and k.id = @id and k.stopped_at is null and k.until_at is not null
        """,
        row => new Renewal(row.GetGuid(0), row.GetString(1), row.Instant(2), row.GetString(3), row.GetGuid(4), row.GetString(5)), ("tenant", step.TenantId), ("id", clockId));

    /// <returns>Whom, in words.</returns>
    private string Tell(Renewal renewal, int days, Announcement said)
    {
        var told = new HashSet<Guid>();
        var levels = new List<string>();
        var tasks = UrgeCase.Waiting(step.Sql, step.TenantId, renewal.CaseId);
        void Level(string name, IEnumerable<Guid> persons)
        {
            var added = persons.Where(told.Add).ToList();
            added.ForEach(p => notify.Person(p, said, $"/cases/details/{renewal.CaseId}", renewal.CaseId));
            if (added.Count > 0)
            {
                levels.Add(name);
            }
        }

        Level("承办人", tasks.SelectMany(t => TaskHolders.Of(step, t.AssigneeId, t.PostId)));
        if (days <= HeadWithin)
        {
            Level("单位负责人", tasks.Select(t => people.HeadOf(t.UnitId)).OfType<Signer>().Select(TakesPart));
        }

        if (days <= SupervisorWithin)
        {
            var staff = SupervisionStaff.Read(step.Sql, step.TenantId, packs[step.TenantId].LeadRole);
            Level("督办人员", tasks.SelectMany(t => staff.SupervisorsOf(t.UnitId)).Select(p => people.Officer(p)).OfType<Signer>().Select(TakesPart));
        }

        return levels.Count == 0 ? "（没有承办人）" : string.Join("、", levels);

        Guid TakesPart(Signer signer)
        {
            // So that they can open the case that they are told of.
            history.TakesPart(renewal.CaseId, signer.UnitId);
            return signer.PersonId;
        }
    }

    private sealed record Renewal(Guid CaseId, string Clock, DateTimeOffset Until, string Number, Guid InstitutionId, string Institution);
}
