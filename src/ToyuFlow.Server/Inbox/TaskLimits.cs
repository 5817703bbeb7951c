using System.Globalization;
using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Inbox.Reminders;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>When a task is due, and the timers that follow from it: its reminders, and what happens when the time is up.</summary>
public sealed class TaskLimits(Step step, Timers timers, ReminderDays reminders, PackCatalog packs, WorkingCalendar calendar)
{
    public const string ExpiryTimer = "task-expiry";

    /// <summary>A running clock of that code gives the limit of its task; otherwise the limit counts from now.</summary>
    public TaskDue DueAt(Guid caseId, string? code)
    {
        if (string.IsNullOrEmpty(code))
        {
            return new TaskDue(WorkTask.NoLimit, null);
        }

        return step.Sql.Single(
            "select due_at, promised_due_at from case_clock where tenant_id = @tenant and case_id = @case and code = @code and stopped_at is null order by started_at desc limit 1",
            row => new TaskDue(row.Instant(0), row.InstantOrNull(1)),
            ("tenant", step.TenantId), ("case", caseId), ("code", code)) ?? Count(step.Now, code);
    }

    /// <summary>Counted from an instant, without a clock; null for a limit that is not known any more.</summary>
    public TaskDue? From(DateTimeOffset start, string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? null : Count(start, code);
        }
        catch (Exception unknown) when (unknown is FormatException or KeyNotFoundException or SettingMissingException)
        {
            // The pack that named it is not loaded any more: the date that was told stays.
            return null;
        }
    }

    public void Watch(Guid taskId, TaskDue due, TaskSpec spec)
    {
        if (due.Working >= WorkTask.NoLimit)
        {
            return;
        }

        reminders.SetNext(taskId, due.Working, spec.Reminders);
        if (spec.OnExpiry != ExpiryRule.None)
        {
            timers.Set(ExpiryTimer, taskId, due.Working);
        }
    }

    private TaskDue Count(DateTimeOffset start, string code)
    {
        if (DateOnly.TryParseExact(code, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var lastDay))
        {
            return new TaskDue(BeijingTime.EndOf(lastDay), null);
        }

        var pack = packs[step.TenantId];
        var working = calendar.Due(start, pack.WorkingLimit(code)).At;
        return pack.Deadlines.FirstOrDefault(d => d.Code == code) is { Promised: not null, Statutory: { } statutory }
            ? new TaskDue(calendar.Due(start, statutory).At, working)
            : new TaskDue(working, null);
    }
}

/// <param name="Promise">The shorter limit that the office promised.</param>
public sealed record TaskDue(DateTimeOffset Law, DateTimeOffset? Promise)
{
    public DateTimeOffset Working => Promise ?? Law;
}
