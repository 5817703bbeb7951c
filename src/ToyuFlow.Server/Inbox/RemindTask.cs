using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>Reminds whoever a task waits for: its assignee, else the holders of its post; the operators where it is the applicant's turn.</summary>
public sealed class RemindTask(Step step, Notify notify, WorkingCalendar calendar)
{
    public void Run(Guid taskId)
    {
        if (TaskAccess.Find(step.Sql, step.TenantId, taskId) is not { Status: WorkTaskStatus.Open } task)
        {
            return;
        }

        var due = DateTimeOffset.FromUnixTimeMilliseconds(step.Sql.Scalar<long>(
            "select due_at from work_task where tenant_id = @tenant and id = @id", ("tenant", step.TenantId), ("id", taskId)));
        var subject = $"办理提醒：{task.Title}";
        var sentence = $"“{task.Title}”{calendar.Describe(step.Now, Deadline.From(due))}，请及时办理。";
        var href = $"/inbox/task/{task.Id}";
        if (task.ForApplicant)
        {
            notify.Operators(task.InstitutionId, NoticeKind.Reminder, subject, sentence, $"/cases/details/{task.CaseId}", task.CaseId);
        }
        else
        {
            foreach (var person in Holders(task))
            {
                notify.Person(person, NoticeKind.Reminder, subject, sentence, href, task.CaseId);
            }
        }
    }

    /// <summary>With whoever acts for them now.</summary>
    private IEnumerable<Guid> Holders(TaskRow task)
    {
        List<Guid> people = task.AssigneeId is { } assignee
            ? [assignee]
            : step.Sql.List("select person_id from post_holder where tenant_id = @tenant and post_id = @post", row => row.GetGuid(0), ("tenant", step.TenantId), ("post", task.PostId));
        return people.SelectMany(p => Substitutions.SubstitutesOf(step.Sql, step.TenantId, p, step.Now).Prepend(p)).Distinct();
    }
}
