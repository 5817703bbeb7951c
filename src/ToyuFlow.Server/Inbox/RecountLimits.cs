using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// Counts all running limits again after the holidays of a year were published or amended: the dates of the clocks, those of the open tasks and their
/// reminders. A clock that stands has no date to move.
/// </summary>
public sealed class RecountLimits(Step step, CaseClocks clocks, TaskLimits limits, CaseHistory history, Timers timers)
{
    /// <returns>How many limits have moved.</returns>
    public int Run()
    {
        var moved = clocks.Recount();
        foreach (var clock in moved)
        {
            history.Say(clock.CaseId, $"日历公布后重新计算“{clock.Name}”：原最后一日 {Day(clock.OldDueAt)}，现为 {Day(clock.DueAt)}。", automatic: true);
            Follow(clock);
        }

        // Limits of a single step have no clock of their own; they count from when the task was asked.
        var clocked = step.Sql.List("select distinct case_id, code from case_clock where tenant_id = @tenant", row => (row.GetGuid(0), row.GetString(1)), ("tenant", step.TenantId)).ToHashSet();
        return moved.Count + Move(
            OpenTasks("due_at < @none and parent_id is null", ("none", WorkTask.NoLimit)),
            task => clocked.Contains((task.CaseId, task.Spec.Limit ?? "")) ? null : limits.From(task.CreatedAt, task.Spec.Limit));
    }

    /// <summary>The open tasks of a clock, and those that were due with it, are due with it again.</summary>
    public void Follow(RecountedClock clock) => Move(
        [.. OpenTasks("case_id = @case", ("case", clock.CaseId)).Where(t => t.Spec.Limit == clock.Code || t.DueAt == clock.OldDueAt)],
        _ => new TaskDue(clock.DueAt, clock.PromisedDueAt));

    private int Move(List<LimitedTask> tasks, Func<LimitedTask, TaskDue?> dueOf)
    {
        var count = 0;
        foreach (var task in tasks)
        {
            if (dueOf(task) is not { } due || (due.Law == task.DueAt && due.Promise == task.PromisedDueAt))
            {
                continue;
            }

            step.Sql.Execute(
                "update work_task set due_at = @due, promised_due_at = @promised where tenant_id = @tenant and id = @id and status = 'Open'",
                ("due", due.Law), ("promised", due.Promise), ("tenant", step.TenantId), ("id", task.Id));
            timers.Remove(task.Id);
            limits.Watch(task.Id, due, task.Spec);
            count++;
        }

        return count;
    }

    private List<LimitedTask> OpenTasks(string condition, params ReadOnlySpan<(string, object?)> values) => step.Sql.List(
        $"select id, case_id, created_at, due_at, promised_due_at, spec from work_task where tenant_id = @tenant and status = 'Open' and {condition}",
        row => new LimitedTask(row.GetGuid(0), row.GetGuid(1), row.Instant(2), row.Instant(3), row.InstantOrNull(4), TaskSpec.FromJson(row.GetString(5))),
        [("tenant", step.TenantId), .. values]);

    private static string Day(DateTimeOffset due) => $"{Deadline.From(due).LastDay:yyyy-MM-dd}";

    private sealed record LimitedTask(Guid Id, Guid CaseId, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? PromisedDueAt, TaskSpec Spec);
}

/// <summary>At each start, when a calendar file may have come, and every night.</summary>
public sealed class RecountLimitsJob(Steps steps) : IRecurringJob
{
    public async Task<string> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        var moved = await steps.RunAsync<RecountLimits, int>(Actor.System(tenantId), null, (recount, _) => Task.FromResult(recount.Run()), cancellationToken);
        return moved == 0 ? "所有期限与日历一致。" : $"按现有日历重新计算，改动了 {moved} 项期限。";
    }
}
