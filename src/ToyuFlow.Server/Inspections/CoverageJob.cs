using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Jurisdictions;
using ToyuFlow.Server.Notifications;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

/// <summary>From the last working day of a period on: tells the approvers of the lead department, once, which visits are missing.</summary>
public sealed class CoverageJob(PackCatalog packs, WorkingCalendar calendar, DatabaseReader reader, Steps steps, TimeProvider time) : IRecurringJob
{
    public async Task<string> RunAsync(string tenantId, CancellationToken cancellationToken)
    {
        var today = BeijingTime.DateOf(time.GetUtcNow());
        var open = reader.Read(sql => sql.List(
            """
            select p.id, p.programme_name, p.period_name, p.ends_at, count(*) from inspection_plan p
            join inspection_visit v on v.tenant_id = p.tenant_id and v.plan_id = p.id
            where p.tenant_id = @tenant and p.reported_at is null and v.state = 'Open'
            group by p.id, p.programme_name, p.period_name, p.ends_at
            """,
            row => new OpenPlan(row.GetGuid(0), $"{row.GetString(2)}{row.GetString(1)}", BeijingTime.DateOf(row.Instant(3).AddTicks(-1)), row.GetInt64(4)),
            ("tenant", tenantId)));
        var ended = open.Where(p => LastWorkingDay(p.LastDay) <= today).ToList();
        foreach (var plan in ended)
        {
            await steps.RunAsync(Actor.System(tenantId), null, (services, _) =>
            {
                Report(services.GetRequiredService<Step>(), services.GetRequiredService<Notify>(), plan);
                return Task.CompletedTask;
            }, cancellationToken);
        }

        return ended.Count == 0 ? "没有到期未完成的检查计划。" : string.Join("；", ended.Select(p => $"{p.Name}还有 {p.Missing} 次检查没有完成，已报告牵头部门")) + "。";
    }

    private void Report(Step step, Notify notify, OpenPlan plan)
    {
        if (step.Sql.Execute("update inspection_plan set reported_at = @now where tenant_id = @tenant and id = @id and reported_at is null", ("now", step.Now), ("tenant", step.TenantId), ("id", plan.Id)) == 0)
        {
            return;
        }

        var posts = step.Sql.List(
            """
            select p.id from post p join unit_role r on r.tenant_id = p.tenant_id and r.unit_id = p.unit_id
            where p.tenant_id = @tenant and p.code = 'approve' and r.role_id = @role
            """,
            row => row.GetGuid(0), ("tenant", step.TenantId), ("role", packs[step.TenantId].LeadRole));
        foreach (var post in posts)
        {
            notify.PostHolders(post, InspectionNotices.Incomplete.Say(("plan", plan.Name), ("count", $"{plan.Missing}")), $"/inspections/plan/{plan.Id}?state=open");
        }
    }

    private DateOnly LastWorkingDay(DateOnly day)
    {
        while (calendar.Covers(day) && !calendar.IsWorkingDay(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private sealed record OpenPlan(Guid Id, string Name, DateOnly LastDay, long Missing);
}
