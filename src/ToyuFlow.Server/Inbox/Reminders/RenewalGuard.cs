using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Reminders;

/// <summary>行政许可法 第五十条: once the permit has ended without a decision it is deemed renewed, and its renewal is not refused any more.</summary>
public static class RenewalGuard
{
    public static void RequireUndecidedByLaw(Step step, Guid caseId, string label)
    {
        var ended = step.Sql.Scalar<long?>(
            "select min(until_at) from case_clock where tenant_id = @tenant and case_id = @case and stopped_at is null and until_at <= @now",
            ("tenant", step.TenantId), ("case", caseId), ("now", step.Now));
        if (ended is { } until)
        {
            throw new InvalidInputException(
                "action", $"许可已于 {Deadline.From(DateTimeOffset.FromUnixTimeMilliseconds(until)).LastDay:yyyy-MM-dd} 到期，期满没有作出决定，依法视为准予延续（行政许可法第五十条），不能再“{label}”。您填写的意见已保留；请按准予延续办结。");
        }
    }
}
