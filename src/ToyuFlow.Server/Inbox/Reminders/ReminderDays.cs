using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox.Reminders;

/// <summary>
/// Sets the next reminder of a task. There is one at a time, so that the sweep reads only what is due and a reminder that comes late is not followed by
/// those that were missed.
/// </summary>
public sealed class ReminderDays(Step step, Timers timers, PackCatalog packs, WorkingCalendar calendar)
{
    public const string Timer = "task-reminder";

    private const string Day = "offset";

    public void SetNext(Guid taskId, DateTimeOffset due, ReminderRule? rule)
    {
        if (packs[step.TenantId].Parameter("reminder.offsets").Value is var county && county is null && rule?.Days is null)
        {
            return;
        }

        var lastDay = BeijingTime.DateOf(due.AddTicks(-1));
        foreach (var day in (rule ?? ReminderRule.Usual).Offsets(county is null ? [] : Parameter.Offsets(county)))
        {
            var at = BeijingTime.OpeningOf(calendar.After(lastDay, day));
            if (at > step.Now)
            {
                timers.Set(Timer, taskId, at, new() { [Day] = day });
                return;
            }
        }
    }

    /// <summary>How many working days a fired reminder is after the last day.</summary>
    public static int DayOf(DueTimer timer) => timer.Payload[Day]?.GetValue<int>() ?? 0;
}
