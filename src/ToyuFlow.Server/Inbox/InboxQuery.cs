using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

public enum InboxScope
{
    /// <summary>待办: mine and what my posts may claim.</summary>
    All,

    /// <summary>Claimed by or assigned to me.</summary>
    Mine,

    /// <summary>岗位池: not claimed yet.</summary>
    Pool,
}

/// <summary>
/// Page of 待办 by due time, through one index for each of the person's queues: the time does not depend on how many tasks there are in all.
/// </summary>
public sealed class InboxQuery(DatabaseReader reader)
{
    private const string Columns = "t.id, t.title, t.case_id, t.case_number, t.institution_name, t.step_code, t.assignee_id, t.created_at, t.due_at, t.revision, t.post_id";

    public InboxPage Read(InboxRequest request) => reader.Read(sql =>
    {
        var items = new List<InboxItem>();
        long total = 0;
        foreach (var queue in Queues(request))
        {
            items.AddRange(Page(sql, request, queue));
            total += Count(sql, request, queue);
        }

        var page = items.OrderBy(i => i.DueAt).ThenBy(i => i.Id).Take(request.Size + 1).ToList();
        var next = page.Count > request.Size ? page[request.Size - 1] : null;
        return new InboxPage([.. page.Take(request.Size)], total, next is null ? null : new InboxKey(next.DueAt, next.Id));
    });

    public long CountOpen(string tenantId, Guid personId, IReadOnlyList<Guid> postIds) => reader.Read(sql =>
    {
        var request = new InboxRequest(tenantId, personId, postIds);
        return Queues(request).Sum(queue => Count(sql, request, queue));
    });

    private static IEnumerable<Queue> Queues(InboxRequest request)
    {
        if (request.Scope != InboxScope.Pool)
        {
            yield return new Queue("t.assignee_id = @owner", request.PersonId);
        }

        if (request.Scope != InboxScope.Mine)
        {
            foreach (var post in request.PostIds)
            {
                yield return new Queue("t.assignee_id is null and t.post_id = @owner", post);
            }
        }
    }

    private static List<InboxItem> Page(Sql sql, InboxRequest request, Queue queue) => sql.List(
        $"""
        select {Columns} from work_task t
        where t.tenant_id = @tenant and t.status = 'Open' and {queue.Where} {Filter(request)}
            and (t.due_at > @dueAfter or (t.due_at = @dueAfter and t.id > @idAfter))
        order by t.due_at, t.id limit @size
        """,
        row => new InboxItem(
            row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GuidOrNull(6), row.Instant(7), row.Instant(8), row.GetInt64(9)),
        ("tenant", request.TenantId), ("owner", queue.Owner), ("text", $"%{Escape(request.Text)}%"), ("dueBefore", request.DueBefore ?? DateTimeOffset.MaxValue), ("step", request.StepCode ?? ""),
        ("dueAfter", request.After?.DueAt ?? DateTimeOffset.UnixEpoch), ("idAfter", request.After?.Id ?? Guid.Empty), ("size", request.Size + 1));

    private static long Count(Sql sql, InboxRequest request, Queue queue) => sql.Scalar<long>(
        $"select count(*) from work_task t where t.tenant_id = @tenant and t.status = 'Open' and {queue.Where} {Filter(request)}",
        ("tenant", request.TenantId), ("owner", queue.Owner), ("text", $"%{Escape(request.Text)}%"), ("dueBefore", request.DueBefore ?? DateTimeOffset.MaxValue), ("step", request.StepCode ?? ""));

    /// <summary>Only fixed texts are put together here; the values are parameters.</summary>
    private static string Filter(InboxRequest request) =>
        (string.IsNullOrWhiteSpace(request.Text) ? "" : " and (t.title like @text escape '\\' or t.institution_name like @text escape '\\' or t.case_number like @text escape '\\')")
        + (request.DueBefore is null ? "" : " and t.due_at < @dueBefore")
        + (string.IsNullOrEmpty(request.StepCode) ? "" : " and t.step_code = @step");

    private static string Escape(string? text) => (text ?? "").Trim()
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private sealed record Queue(string Where, Guid Owner);
}

public sealed record InboxRequest(string TenantId, Guid PersonId, IReadOnlyList<Guid> PostIds)
{
    public InboxScope Scope { get; init; }

    public string? Text { get; init; }

    public string? StepCode { get; init; }

    public DateTimeOffset? DueBefore { get; init; }

    public InboxKey? After { get; init; }

    public int Size { get; init; } = 20;
}

public sealed record InboxKey(DateTimeOffset DueAt, Guid Id);

public sealed record InboxItem(
    Guid Id, string Title, Guid CaseId, string CaseNumber, string Institution, string StepCode, Guid? AssigneeId, DateTimeOffset CreatedAt, DateTimeOffset DueAt, long Revision);

public sealed record InboxPage(IReadOnlyList<InboxItem> Items, long Total, InboxKey? Next);
