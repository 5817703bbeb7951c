using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Supervision;

/// <summary>督办: a supervisor asks whoever has an open case for a written answer by a day. Numbered; neither the case nor its tasks are touched.</summary>
public sealed class OpenSupervision(Step step, SupervisionBook book, CaseHistory history, Numbering numbering, AuditTrail audit)
{
    public Guid Run(SupervisionInput input)
    {
        var staff = book.Staff();
        var person = step.Actor.PersonId ?? throw new ForbiddenException("只有本人可以督办。");
        step.Sql.Scalar<long?>("select 1 from case_file where tenant_id = @tenant and id = @id" + step.Sql.ForUpdate, ("tenant", step.TenantId), ("id", input.CaseId));
        var tasks = SupervisedTask.Of(step.Sql, step.TenantId, input.CaseId);
        if (tasks.Count == 0 || !tasks.Exists(t => staff.SupervisesFrom(person, t.UnitId) is not null))
        {
            throw staff.SupervisesCounty(person) && SupervisedTask.LastDecision(step.Sql, step.TenantId, input.CaseId, null) is { } last
                ? new ConflictException($"这件事现在没有单位在办理{last}，不能督办。")
                : new MissingException();
        }

        var (unit, responsible) = Responsible(input, staff);
        var task = tasks.Find(t => t.UnitId == unit && t.AssigneeId == responsible) ?? tasks.Find(t => t.UnitId == unit)
            ?? throw new ConflictException($"所选单位已不在办理这件事{SupervisedTask.LastDecision(step.Sql, step.TenantId, input.CaseId, unit)}，请刷新后再选；您填写的内容没有提交。");
        var from = staff.SupervisesFrom(person, unit) ?? throw new ForbiddenException("您只能督办本单位的任务。");
        if (responsible == person)
        {
            throw new InvalidInputException("responsible", "不能督办自己，请选择其他责任人或由其他领导督办。");
        }

        var reason = SupervisionBook.RequireText(input.Reason, "请写明督办的事由和要求。");
        var due = book.DueFromNow(input.Days);
        RequireNone(input.CaseId, unit);
        var id = step.NewId();
        var number = numbering.Next("supervision", "督办〔{year}〕{n:0000}号");
        step.Sql.Execute(
            """
            insert into supervision_order (tenant_id, id, number, case_id, task_id, subject, opened_by, opened_by_name, opened_unit_id, unit_id, person_id, reason, opened_at, due_at, state, revision)
            values (@tenant, @id, @number, @case, @task, @subject, @by, @name, @from, @unit, @person, @reason, @now, @due, 'Open', 1)
            """,
            ("tenant", step.TenantId), ("id", id), ("number", number), ("case", input.CaseId), ("task", task.Id), ("subject", task.Title), ("by", person), ("name", step.Actor.Name),
            ("from", from), ("unit", unit), ("person", responsible), ("reason", reason), ("now", step.Now), ("due", due));
        var order = book.Find(id, staff);
        book.Enter(id, 1, SupervisionAct.Opened, step.Actor.Name, reason, due);
        book.Watch(order);
        history.Say(input.CaseId, $"{step.Actor.Name}发出督办单 {number}，责任人：{order.Responsible}", forApplicant: false, reason);
        audit.Record("supervision.opened", "supervision", id.ToString(), input.CaseId, $"{number} → {order.Responsible}");
        book.Tell(staff.Answerers(order), order, "督办", $"{step.Actor.Name}发出督办单 {number}，督办“{order.Subject}”（{order.CaseNumber}），请在 {LastDay(due)} 前书面答复。{reason}");
        return id;
    }

    private static string LastDay(DateTimeOffset due) => $"{Deadline.From(due).LastDay:yyyy-MM-dd}";

    private static (Guid Unit, Guid? Person) Responsible(SupervisionInput input, SupervisionStaff staff)
    {
        if (input.UnitId is not { } unit || (input.PersonId is { } person && !staff.WorksIn(person, unit)))
        {
            throw new InvalidInputException("responsible", "请选择正在办理这件事的单位或其工作人员。");
        }

        return (unit, input.PersonId);
    }

    private void RequireNone(Guid caseId, Guid unit)
    {
        if (SupervisionRow.List(step.Sql, "s.case_id = @case and s.unit_id = @unit and s.state <> 'Closed'", ("tenant", step.TenantId), ("case", caseId), ("unit", unit)) is [var open, ..])
        {
            throw new ConflictException($"{open.OpenedByName}已于 {BeijingTime.Of(open.OpenedAt):yyyy-MM-dd HH:mm} 发出督办单 {open.Number}，还没有销号，不用重复督办。");
        }
    }
}

/// <summary>As entered.</summary>
/// <param name="PersonId">Null asks the whole unit.</param>
public sealed record SupervisionInput(Guid CaseId, Guid? UnitId, Guid? PersonId, int Days, string Reason);
