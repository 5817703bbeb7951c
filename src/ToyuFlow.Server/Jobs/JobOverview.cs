using ToyuFlow.Server.Calendar;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jobs;

/// <summary>What the administrator of a tenant sees of its recurring jobs, its timers and its outgoing messages.</summary>
public sealed class JobOverview(IEnumerable<RecurringJob> jobs, DatabaseReader reader, WorkingCalendar calendar, TimeProvider time)
{
    private const int FurthestLook = 400;

    public JobsReport Read(string tenantId) => reader.Read(sql => new JobsReport(
        [.. jobs.OrderBy(j => j.Name, StringComparer.Ordinal).Select(job => Line(sql, tenantId, job))],
        Backlog(sql, tenantId)));

    /// <summary>Newest first; ids sort by time.</summary>
    public JobHistory History(string tenantId, string? code, Guid? before, int size) => reader.Read(sql =>
    {
        var rows = Runs(sql, tenantId, code, before, size + 1);
        var total = sql.Scalar<long>(
            "select count(*) from job_run where tenant_id = @tenant" + Only(code), ("tenant", tenantId), ("code", code ?? ""));
        return new JobHistory([.. rows.Take(size)], total, rows.Count > size ? rows[size - 1].Id : null);
    });

    public string NameOf(string code) => jobs.FirstOrDefault(j => j.Code == code)?.Name ?? code;

    private JobLine Line(Sql sql, string tenantId, RecurringJob job)
    {
        var pausedBy = sql.Single(
            "select paused_by from job_pause where tenant_id = @tenant and job_code = @code", row => row.GetString(0), ("tenant", tenantId), ("code", job.Code));
        return new JobLine(job, pausedBy, pausedBy is null ? NextRun(job) : null, Runs(sql, tenantId, job.Code, null, 1).FirstOrDefault());
    }

    private DateTimeOffset? NextRun(RecurringJob job)
    {
        var next = JobSchedules.NextAfter(job, time.GetUtcNow());
        for (var i = 0; i < FurthestLook && job.WorkingDaysOnly && next is { } at && calendar.Covers(BeijingTime.DateOf(at)) && !calendar.IsWorkingDay(BeijingTime.DateOf(at)); i++)
        {
            next = JobSchedules.NextAfter(job, at);
        }

        return next;
    }

    private static List<JobRunLine> Runs(Sql sql, string tenantId, string? code, Guid? before, int size) => sql.List(
        "select id, job_code, scheduled_at, started_at, finished_at, outcome, message, who from job_run where tenant_id = @tenant"
            + Only(code) + (before is null ? "" : " and id < @before") + " order by id desc limit @size",
        row => new JobRunLine(
            row.GetGuid(0), row.GetString(1), row.Instant(2), row.Instant(3), row.InstantOrNull(4), row.Named<JobOutcome>(5), row.GetString(6), row.GetString(7)),
        ("tenant", tenantId), ("code", code ?? ""), ("before", before ?? Guid.Empty), ("size", size));

    private static string Only(string? code) => code is null ? "" : " and job_code = @code";

    private Backlog Backlog(Sql sql, string tenantId)
    {
        long Count(string query) => sql.Scalar<long>(query, ("tenant", tenantId), ("now", time.GetUtcNow()));
        return new Backlog(
            Count("select count(*) from timer where tenant_id = @tenant and due_at <= @now"),
            Count("select count(*) from timer where tenant_id = @tenant and due_at > @now"),
            Count("select count(*) from timer where tenant_id = @tenant and attempts > 0"),
            sql.Single("select last_error from timer where tenant_id = @tenant and attempts > 0 order by due_at desc limit 1", row => row.TextOrNull(0), ("tenant", tenantId)),
            Count("select count(*) from outbox where tenant_id = @tenant and state = 'Waiting'"),
            Count("select count(*) from outbox where tenant_id = @tenant and state = 'Dead'"));
    }
}

public sealed record JobsReport(IReadOnlyList<JobLine> Jobs, Backlog Backlog);

/// <param name="PausedBy">Null while it runs by the clock.</param>
public sealed record JobLine(RecurringJob Job, string? PausedBy, DateTimeOffset? NextRun, JobRunLine? LastRun);

public sealed record JobRunLine(
    Guid Id, string Code, DateTimeOffset ScheduledAt, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, JobOutcome Outcome, string Message, string Who)
{
    public string OutcomeText => Outcome switch
    {
        JobOutcome.Done => "完成",
        JobOutcome.Failed => "失败",
        JobOutcome.Interrupted => "中断",
        _ => "正在运行",
    };

    public string OutcomeIcon => Outcome switch
    {
        JobOutcome.Done => "circle-check",
        JobOutcome.Failed => "circle-x",
        JobOutcome.Interrupted => "circle-dashed",
        _ => "loader",
    };

    public string Duration => FinishedAt is { } end ? $"{Math.Max(0, (end - StartedAt).TotalSeconds):0.0} 秒" : "—";
}

public sealed record JobHistory(IReadOnlyList<JobRunLine> Runs, long Total, Guid? Next);

/// <param name="DueTimers">Due and not fired yet: a few while a sweep runs, never for long.</param>
/// <param name="FailedTimers">Tried in vain and put off.</param>
public sealed record Backlog(long DueTimers, long WaitingTimers, long FailedTimers, string? LastError, long WaitingMails, long DeadMails);
