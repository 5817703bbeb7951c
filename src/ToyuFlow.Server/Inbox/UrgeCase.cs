using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>催办: a word to whoever has the case now, from the applicant or from an officer of the lead unit. Changes nothing; each side once a working day.</summary>
public sealed class UrgeCase(Step step, CaseHistory history, AuditTrail audit, Notify notify, PackCatalog packs, WorkingCalendar calendar)
{
    private const string Act = "case.urged";

    public void Run(Guid caseId, string text)
    {
        var file = step.Sql.Single(
            "select number, institution_id from case_file where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate,
            row => Tuple.Create(row.GetString(0), row.GetGuid(1)), ("tenant", step.TenantId), ("id", caseId)) ?? throw new MissingException();
        if (!MayUrge(step.Sql, step.TenantId, step.Actor.PersonId ?? Guid.Empty, file.Item2, packs[step.TenantId].LeadRole))
        {
            throw new MissingException();
        }

        HandOnChecks.RequireShort(text);
        var tasks = Waiting(step.Sql, step.TenantId, caseId);
        if (tasks.Count == 0)
        {
            throw new ConflictException("这件事现在没有等待单位办理的任务，不需要催办。");
        }

        RequireNotToday(caseId);
        var who = step.Actor.Kind == ActorKind.Operator ? "申请人" : step.Actor.Name;
        foreach (var task in tasks)
        {
            foreach (var person in TaskHolders.Of(step, task.AssigneeId, task.PostId))
            {
                notify.Person(person, InboxNotices.Urged.Say(("title", task.Title), ("number", file.Item1), ("who", who), ("text", text)), $"/inbox/task/{task.Id}", caseId);
            }
        }

        history.Say(caseId, $"{who}催办：{string.Join("、", tasks.Select(t => t.Title))}", opinion: text.Length > 0 ? text : null, forApplicant: step.Actor.Kind == ActorKind.Operator);
        audit.Record(Act, "case", caseId.ToString(), caseId, step.Actor.Kind.ToString());
    }

    /// <summary>The operators of the institution, and the officers of the lead unit.</summary>
    public static bool MayUrge(Sql sql, string tenantId, Guid personId, Guid institutionId, string leadRole) => sql.Scalar<long>(
        """
        select (select count(*) from institution_operator where tenant_id = @tenant and person_id = @person and institution_id = @institution)
            + (select count(*) from post_holder h join post o on o.tenant_id = h.tenant_id and o.id = h.post_id
               join unit_role r on r.tenant_id = o.tenant_id and r.unit_id = o.unit_id
               where h.tenant_id = @tenant and h.person_id = @person and r.role_id = @lead)
        """,
        ("tenant", tenantId), ("person", personId), ("institution", institutionId), ("lead", leadRole)) > 0;

    public static List<WaitingTask> Waiting(Sql sql, string tenantId, Guid caseId) => sql.List(
        """
        select t.id, t.title, t.assignee_id, t.post_id, u.name, u.id from work_task t join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
        where t.tenant_id = @tenant and t.case_id = @case and t.status = 'Open' and t.for_applicant = @no order by t.created_at, t.id
        """,
        row => new WaitingTask(row.GetGuid(0), row.GetString(1), row.GuidOrNull(2), row.GuidOrNull(3), row.GetString(4), row.GetGuid(5)),
        ("tenant", tenantId), ("case", caseId), ("no", false));

    /// <summary>A day off belongs to the working day that follows it.</summary>
    private void RequireNotToday(Guid caseId)
    {
        var officer = step.Actor.Kind == ActorKind.Officer;
        var last = step.Sql.Scalar<long?>(
            "select max(at) from audit_entry where tenant_id = @tenant and case_id = @case and action = @act and detail = @kind" + (officer ? " and person_id = @person" : ""),
            ("tenant", step.TenantId), ("case", caseId), ("act", Act), ("kind", step.Actor.Kind.ToString()), ("person", step.Actor.PersonId));
        if (last is { } at && WorkingDayOf(DateTimeOffset.FromUnixTimeMilliseconds(at)) == WorkingDayOf(step.Now))
        {
            throw new ConflictException($"{BeijingTime.Of(DateTimeOffset.FromUnixTimeMilliseconds(at)):yyyy-MM-dd HH:mm} 已经催办过，每个工作日可以催办一次。");
        }
    }

    private DateOnly WorkingDayOf(DateTimeOffset at) => calendar.NextWorkingDayOnOrAfter(BeijingTime.DateOf(at));
}

/// <summary>An open task of a unit.</summary>
public sealed record WaitingTask(Guid Id, string Title, Guid? AssigneeId, Guid? PostId, string Unit, Guid UnitId);
