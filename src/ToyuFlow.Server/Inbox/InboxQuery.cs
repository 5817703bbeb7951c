using ToyuFlow.Server.Inbox.Signing;
using ToyuFlow.Server.Storage;
using ToyuFlow.Server.Workflows;

namespace ToyuFlow.Server.Inbox;

/// <summary>
/// Page of 待办 by due time, through one index for each of the person's queues: the time does not depend on how many tasks there are in all.
/// </summary>
public sealed class InboxQuery(DatabaseReader reader, TimeProvider time)
{
    private const string Columns =
        "t.id, t.title, t.case_id, t.case_number, t.institution_name, t.step_code, t.assignee_id, t.created_at, t.due_at, t.revision, t.promised_due_at, t.post_id, c.title, t.sign_kind, t.bookmark_id, t.spec like '%\"allowBatch\":true%', " + CaseHold.OfTask;

    /// <summary>What officers wrote on the case is theirs to search, not the applicant's.</summary>
    private const string InOpinions = " or exists (select 1 from timeline_entry e where e.tenant_id = t.tenant_id and e.case_id = t.case_id and e.opinion like @text escape '\\')";

    private const string PoolOf = "t.assignee_id is null and t.post_id = @owner";

    public InboxPage Read(InboxRequest request) => reader.Read(sql =>
    {
        var items = new List<InboxItem>();
        long total = 0;
        foreach (var queue in Queues(sql, request))
        {
            items.AddRange(Page(sql, request, queue));
            total += Count(sql, request, queue);
        }

        var sorted = items.OrderBy(i => i.DueAt).ThenBy(i => i.Id).ToList();
        if (request.Before is not null)
        {
            sorted.Reverse();
        }

        var page = KeyPage.Of(sorted, request.Size, request.After, request.Before, i => new PageKey(i.DueAt, i.Id));
        return new InboxPage(page with { Items = [.. page.Items.Select(i => i.BookmarkId is { } round ? i with { Round = RoundCount.Of(sql, request.TenantId, round) } : i)] }, total);
    });

    public long Count(InboxRequest request) => reader.Read(sql => Queues(sql, request).Sum(queue => Count(sql, request, queue)));

    /// <summary>How many tasks wait at each step, the most first; the filter's own step is left aside so that one can change over.</summary>
    public IReadOnlyList<StepCount> Steps(InboxRequest request) => reader.Read(sql =>
    {
        var all = request with { StepTitle = null };
        return (IReadOnlyList<StepCount>)[.. Queues(sql, all)
            .SelectMany(queue => sql.List(
                $"select t.title, count(*) from work_task t where t.tenant_id = @tenant and t.status = 'Open' and {queue.Where} {Filter(all)} group by t.title",
                row => new StepCount(row.GetString(0), row.GetInt64(1)),
                Values(all, queue)))
            .GroupBy(s => s.Title).Select(g => new StepCount(g.Key, g.Sum(s => s.Count))).OrderByDescending(s => s.Count).ThenBy(s => s.Title)];
    });

    private List<Queue> Queues(Sql sql, InboxRequest request)
    {
        var queues = new List<Queue>();
        if (request.IsOperator)
        {
            queues.AddRange(sql.List(
                "select institution_id from institution_operator where tenant_id = @tenant and person_id = @person",
                row => new Queue("t.for_applicant = @yes and t.institution_id = @owner", row.GetGuid(0)),
                ("tenant", request.TenantId), ("person", request.PersonId)));
            return queues;
        }

        if (request.Scope != InboxScope.Pool)
        {
            queues.Add(new Queue("t.assignee_id = @owner", request.PersonId));
        }

        if (request.Scope != InboxScope.Mine)
        {
            queues.AddRange(request.PostIds.Select(post => new Queue(PoolOf, post)));
        }

        foreach (var principal in Substitutions.PrincipalsOf(sql, request.TenantId, request.PersonId, time.GetUtcNow()))
        {
            queues.AddRange(Queues(sql, request, principal).Where(q => !queues.Any(known => known.Where == q.Where && known.Owner == q.Owner)));
        }

        return queues;
    }

    /// <summary>What waits for somebody in whose right the person acts.</summary>
    private static IEnumerable<Queue> Queues(Sql sql, InboxRequest request, Principal principal)
    {
        if (request.Scope != InboxScope.Pool)
        {
            yield return new Queue("t.assignee_id = @owner and t.owner_id is null" + Covered(principal), principal.Id) { Scopes = principal.Scopes };
        }

        if (request.Scope == InboxScope.Mine)
        {
            yield break;
        }

        var posts = sql.List(
            "select post_id from post_holder where tenant_id = @tenant and person_id = @person", row => row.GetGuid(0), ("tenant", request.TenantId), ("person", principal.Id));
        foreach (var post in posts.Except(request.PostIds))
        {
            yield return new Queue(PoolOf + Covered(principal), post) { Scopes = principal.Scopes };
        }
    }

    private static string Covered(Principal principal) => string.Concat(principal.Scopes.Select((_, i) =>
        $" and exists (select 1 from case_file f where f.tenant_id = t.tenant_id and f.id = t.case_id and @scope{i} like '%,' || f.matter_code || ',%')"));

    private static List<InboxItem> Page(Sql sql, InboxRequest request, Queue queue)
    {
        var key = request.After ?? request.Before ?? new PageKey(DateTimeOffset.UnixEpoch, Guid.Empty);
        var (sign, direction) = request.Before is null ? (">", "") : ("<", " desc");
        return sql.List(
            $"""
            select {Columns} from work_task t join case_file c on c.tenant_id = t.tenant_id and c.id = t.case_id
            where t.tenant_id = @tenant and t.status = 'Open' and {queue.Where} {Filter(request)}
                and (t.due_at {sign} @keyAt or (t.due_at = @keyAt and t.id {sign} @keyId))
            order by t.due_at{direction}, t.id{direction} limit @size
            """,
            row => new InboxItem(
                row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GuidOrNull(6), row.Instant(7), row.Instant(8), row.GetInt64(9))
            {
                PromisedDueAt = row.InstantOrNull(10),
                PostId = row.GuidOrNull(11),
                CaseTitle = row.GetString(12),
                BookmarkId = row.IsDBNull(13) ? null : row.GetGuid(14),
                AllowsBatch = row.GetBoolean(15),
                IsHeld = row.GetBoolean(16),
            },
            [.. Values(request, queue), ("keyAt", key.At), ("keyId", key.Id), ("size", request.Size + 1)]);
    }

    private static long Count(Sql sql, InboxRequest request, Queue queue) => sql.Scalar<long>(
        $"select count(*) from work_task t where t.tenant_id = @tenant and t.status = 'Open' and {queue.Where} {Filter(request)}", Values(request, queue));

    private static (string, object?)[] Values(InboxRequest request, Queue queue) =>
    [
        ("tenant", request.TenantId), ("owner", queue.Owner), ("text", Like.Anywhere(request.Text)), ("dueFrom", request.DueFrom ?? DateTimeOffset.UnixEpoch),
        ("dueUntil", request.DueUntil ?? DateTimeOffset.MaxValue), ("title", request.StepTitle ?? ""), ("yes", true),
        ("createdAfter", request.CreatedAfter ?? DateTimeOffset.UnixEpoch), .. queue.Scopes.Select((scope, i) => ($"scope{i}", (object?)scope)),
    ];

    /// <summary>Only fixed texts are put together here; the values are parameters.</summary>
    private static string Filter(InboxRequest request) =>
        (string.IsNullOrWhiteSpace(request.Text) ? "" : $" and (t.title like @text escape '\\' or t.institution_name like @text escape '\\' or t.case_number like @text escape '\\'{(request.IsOperator ? "" : InOpinions)})")
        + (request.DueFrom is null ? "" : " and coalesce(t.promised_due_at, t.due_at) > @dueFrom")
        + (request.DueUntil is null ? "" : " and coalesce(t.promised_due_at, t.due_at) <= @dueUntil")
        + (request.CreatedAfter is null ? "" : " and t.created_at > @createdAfter")
        + (string.IsNullOrEmpty(request.StepTitle) ? "" : " and t.title = @title");

    private sealed record Queue(string Where, Guid Owner)
    {
        public IReadOnlyList<string> Scopes { get; init; } = [];
    }
}
