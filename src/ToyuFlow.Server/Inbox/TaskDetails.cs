using System.Text.Json.Nodes;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>What the page of a task shows beside its case.</summary>
public sealed record TaskDetails(TaskRow Row, TaskSpec Spec)
{
    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? PromisedDueAt { get; init; }

    public string Unit { get; init; } = "";

    public string Post { get; init; } = "";

    public string? Assignee { get; init; }

    /// <summary>When the assignee took it from the post.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Why it was not needed any more.</summary>
    public string? ClosedBecause { get; init; }

    /// <summary>Why its decision is not in force any more.</summary>
    public string? SupersededBecause { get; init; }

    public string Opinion { get; init; } = "";

    public JsonObject Answers { get; init; } = [];

    public static TaskDetails? Find(Sql sql, string tenantId, Guid personId, Guid taskId, DateTimeOffset now)
    {
        if (TaskAccess.Find(sql, tenantId, taskId) is not { } row || !TaskAccess.MaySee(sql, tenantId, personId, row, now))
        {
            return null;
        }

        return sql.Single(
            """
            select t.created_at, t.due_at, t.promised_due_at, coalesce(u.name, ''), coalesce(p.name, ''), a.display_name, t.opinion, t.answers, t.closed_because, t.superseded_because
            from work_task t
            left join unit u on u.tenant_id = t.tenant_id and u.id = t.unit_id
            left join post p on p.tenant_id = t.tenant_id and p.id = t.post_id
            left join person a on a.id = t.assignee_id
            where t.tenant_id = @tenant and t.id = @id
            """,
            read => new TaskDetails(row, TaskSpec.FromJson(row.Spec))
            {
                CreatedAt = read.Instant(0),
                DueAt = read.Instant(1),
                PromisedDueAt = read.InstantOrNull(2),
                Unit = read.GetString(3),
                Post = read.GetString(4),
                Assignee = read.TextOrNull(5),
                Opinion = read.TextOrNull(6) ?? "",
                ClosedBecause = read.TextOrNull(8),
                SupersededBecause = read.TextOrNull(9),
                Answers = read.TextOrNull(7) is { } answers ? JsonNode.Parse(answers)?.AsObject() ?? [] : [],
            },
            ("tenant", tenantId), ("id", taskId)) is { } details ? details with { ClaimedAt = ClaimTime(sql, tenantId, row) } : null;
    }

    private static DateTimeOffset? ClaimTime(Sql sql, string tenantId, TaskRow row) => row.AssigneeId is null
        ? null
        : sql.Scalar<long?>(
            "select max(at) from audit_entry where tenant_id = @tenant and case_id = @case and action = 'task.claimed' and subject_id = @task",
            ("tenant", tenantId), ("case", row.CaseId), ("task", row.Id.ToString())) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
}
