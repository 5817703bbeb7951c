using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Inbox.Supervision;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Reminders;

/// <summary>
/// Reminds whoever a task waits for: its assignee, else the holders of its post; the operators where it is the applicant's turn. What stays overdue
/// comes to the head of the unit, then to the supervisor; the task stays where it is.
/// </summary>
public sealed class RemindTask(Step step, ReminderDays days, FindSigners people, PackCatalog packs, CaseHistory history, AuditTrail audit, Notify notify, WorkingCalendar calendar)
{
    /// <summary>A timer has fired: reminds, and sets the next.</summary>
    public void Fire(DueTimer timer)
    {
        var taskId = timer.SubjectId;
        if (Find(taskId) is not { } reminded)
        {
            return;
        }

        CaseHold.RequireNone(reminded.Task.HeldBecause);
        Remind(reminded);
        var rule = TaskSpec.FromJson(reminded.Task.Spec).Reminders;
        Escalate(reminded, rule ?? ReminderRule.Usual, ReminderDays.DayOf(timer));
        days.SetNext(taskId, reminded.Due, rule);
    }

    public void Run(Guid taskId)
    {
        if (Find(taskId) is { } reminded)
        {
            Remind(reminded);
        }
    }

    private Reminded? Find(Guid taskId)
    {
        if (TaskAccess.Find(step.Sql, step.TenantId, taskId) is not { Status: WorkTaskStatus.Open } task)
        {
            return null;
        }

        var due = step.Sql.Single(
            "select coalesce(promised_due_at, due_at), case_number from work_task where tenant_id = @tenant and id = @id",
            row => Tuple.Create(row.Instant(0), row.GetString(1)), ("tenant", step.TenantId), ("id", taskId))!;
        return new Reminded(task, due.Item1, due.Item2, task.ForApplicant ? [] : TaskHolders.Of(step, task.AssigneeId, task.PostId));
    }

    private void Remind(Reminded reminded)
    {
        var task = reminded.Task;
        var said = InboxNotices.Reminder.Say(("title", task.Title), ("standing", Standing(reminded))).At(task.StepCode);
        if (task.ForApplicant)
        {
            notify.Operators(task.InstitutionId, said, $"/cases/details/{task.CaseId}", task.CaseId);
        }

        foreach (var person in reminded.Holders)
        {
            notify.Person(person, said, $"/inbox/task/{task.Id}", task.CaseId);
        }
    }

    private void Escalate(Reminded reminded, ReminderRule rule, int day)
    {
        if (reminded.Task is not { ForApplicant: false, UnitId: { } unit })
        {
            return;
        }

        var head = day >= rule.Head ? people.HeadOf(unit) : null;
        var supervisors = day >= rule.Supervisor ? SupervisionStaff.Read(step.Sql, step.TenantId, packs[step.TenantId].LeadRole).SupervisorsOf(unit).Select(p => people.Officer(p)) : [];
        var told = new[] { (Signer: head, Title: "单位负责人") }.Concat(supervisors.Select(s => (Signer: s, Title: "督办人员")))
            .Where(t => t.Signer is { } s && !reminded.Holders.Contains(s.PersonId)).DistinctBy(t => t.Signer!.PersonId).ToList();
        if (told.Count == 0)
        {
            return;
        }

        var task = reminded.Task;
        var said = InboxNotices.Reported.Say(("title", task.Title), ("number", reminded.CaseNumber), ("who", reminded.Who(step)), ("standing", Standing(reminded))).At(task.StepCode);
        foreach (var (signer, _) in told)
        {
            history.TakesPart(task.CaseId, signer!.UnitId);
            notify.Person(signer.PersonId, said, $"/cases/details/{task.CaseId}", task.CaseId);
        }

        var names = string.Join("、", told.Select(t => t.Title + t.Signer!.Name));
        history.Say(task.CaseId, $"{task.Title}：{Standing(reminded)}，自动上报{names}（系统）", forApplicant: false, automatic: true);
        audit.Record("task.reported", "task", task.Id.ToString(), task.CaseId, names);
    }

    private string Standing(Reminded reminded) => calendar.Describe(step.Now, Deadline.From(reminded.Due));

    private sealed record Reminded(TaskRow Task, DateTimeOffset Due, string CaseNumber, IReadOnlyList<Guid> Holders)
    {
        /// <summary>Who has it now: a person, or the unit whose pool it is in.</summary>
        public string Who(Step step) => Task.AssigneeId is { } assignee
            ? step.Sql.Scalar<string>("select display_name from person where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", assignee))!
            : step.Sql.Scalar<string>("select name from unit where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", Task.UnitId))!;
    }
}
