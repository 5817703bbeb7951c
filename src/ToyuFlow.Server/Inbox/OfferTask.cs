using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>Puts a task into the queue of a post or of the applicant, with its limit and its reminders. Nobody to offer it to is an incident, never a lost case.</summary>
public sealed class OfferTask(Step step, RunningInstance running, CaseHistory history, Timers timers, PackCatalog packs, WorkingCalendar calendar, Notify notify, ApplicantPages pages)
{
    public const string ReminderTimer = "task-reminder";

    public Guid Offer(TaskOffer offer)
    {
        var caseId = running.RequiredCaseId;
        var file = step.Sql.Single(
            "select c.number, i.id, i.name from case_file c join institution i on i.tenant_id = c.tenant_id and i.id = c.institution_id where c.tenant_id = @tenant and c.id = @id",
            row => new CaseLine(row.GetString(0), row.GetGuid(1), row.GetString(2)),
            ("tenant", step.TenantId), ("id", caseId)) ?? throw new InvalidOperationException("办件不存在。");
        var forApplicant = offer.Role == ApprovalTaskActivity.Applicant;
        var post = forApplicant ? null : PostOf(offer.Role, offer.Post);
        var due = DueAt(offer.Limit);
        var id = step.NewId();
        step.Sql.Execute(
            """
            insert into work_task (tenant_id, id, case_id, instance_id, bookmark_id, activity_id, step_code, title, case_number, institution_id, institution_name,
                for_applicant, unit_id, post_id, assignee_id, status, created_at, due_at, promised_due_at, revision, spec)
            values (@tenant, @id, @case, @instance, @bookmark, @activity, @step, @title, @number, @institution, @name,
                @applicant, @unit, @post, null, 'Open', @now, @due, @promised, 1, @spec)
            """,
            ("tenant", step.TenantId), ("id", id), ("case", caseId), ("instance", running.InstanceId), ("bookmark", offer.BookmarkId), ("activity", offer.ActivityId),
            ("step", offer.StepCode), ("title", offer.Title), ("number", file.Number), ("institution", file.InstitutionId), ("name", file.Institution),
            ("applicant", forApplicant), ("unit", post?.UnitId), ("post", post?.PostId), ("now", step.Now), ("due", due.Law), ("promised", due.Promise), ("spec", offer.Spec.ToJson()));
        if (post is not null)
        {
            history.TakesPart(caseId, post.UnitId);
        }

        if (forApplicant)
        {
            notify.Operators(file.InstitutionId, NoticeKind.Task, $"请您办理：{offer.Title}", $"“{file.Institution}”有一件事等您办理：{offer.Title}（{file.Number}）。", pages.Task(id), caseId);
        }

        if (due.Working < WorkTask.NoLimit)
        {
            Remind(id, due.Working);
        }

        return id;
    }

    private PostKey PostOf(string role, string postCode) => step.Sql.Single(
        """
        select p.unit_id, p.id from unit_role r join post p on p.tenant_id = r.tenant_id and p.unit_id = r.unit_id
        where r.tenant_id = @tenant and r.role_id = @role order by case when p.code = @code then 0 else 1 end, p.code limit 1
        """,
        row => new PostKey(row.GetGuid(0), row.GetGuid(1)),
        ("tenant", step.TenantId), ("role", role), ("code", postCode))
        ?? throw new InvalidOperationException($"没有单位承担“{role}”的职责，或该单位没有岗位。请管理员在“单位与人员”中设置后重试。");

    /// <summary>A running clock of that code gives the limit of its task; otherwise the limit counts from now.</summary>
    private Due DueAt(string? code)
    {
        if (string.IsNullOrEmpty(code))
        {
            return new Due(WorkTask.NoLimit, null);
        }

        return step.Sql.Single(
            "select due_at, promised_due_at from case_clock where tenant_id = @tenant and case_id = @case and code = @code and stopped_at is null order by started_at desc limit 1",
            row => new Due(row.Instant(0), row.InstantOrNull(1)),
            ("tenant", step.TenantId), ("case", running.RequiredCaseId), ("code", code)) ?? FromNow(code);
    }

    private Due FromNow(string code)
    {
        if (DateOnly.TryParseExact(code, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lastDay))
        {
            return new Due(BeijingTime.EndOf(lastDay), null);
        }

        var pack = packs[step.TenantId];
        var working = calendar.Due(step.Now, pack.WorkingLimit(code)).At;
        return pack.Deadlines.FirstOrDefault(d => d.Code == code) is { Promised: not null, Statutory: { } statutory }
            ? new Due(calendar.Due(step.Now, statutory).At, working)
            : new Due(working, null);
    }

    private void Remind(Guid taskId, DateTimeOffset due)
    {
        if (packs[step.TenantId].Parameter("reminder.offsets").Value is not { } offsets)
        {
            return;
        }

        foreach (var days in Parameter.Offsets(offsets))
        {
            var at = BeijingTime.StartOf(ReminderDay(BeijingTime.DateOf(due.AddTicks(-1)), days)).AddHours(9);
            if (at > step.Now)
            {
                timers.Set(ReminderTimer, taskId, at, new() { ["offset"] = days });
            }
        }
    }

    /// <summary>That many working days from the last day, the day itself not counted.</summary>
    private DateOnly ReminderDay(DateOnly lastDay, int days) => calendar.AddWorkingDays(lastDay, days > 0 && calendar.Rules.CountStartDay ? days + 1 : days);

    private sealed record CaseLine(string Number, Guid InstitutionId, string Institution);

    private sealed record Due(DateTimeOffset Law, DateTimeOffset? Promise)
    {
        public DateTimeOffset Working => Promise ?? Law;
    }

    private sealed record PostKey(Guid UnitId, Guid PostId);
}

public sealed record TaskOffer(Guid BookmarkId, string ActivityId, string StepCode, string Title, string Role, string Post, TaskSpec Spec)
{
    /// <summary>Code of a deadline of the pack, a limit such as "5 wd", or the last day such as "2025-03-31".</summary>
    public string? Limit { get; init; }
}
