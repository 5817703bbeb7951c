using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Batch;

/// <summary>Says of each chosen task whether it can be passed in batch, and if not why. What the person may not see is not mentioned.</summary>
public sealed class BatchCandidates(DatabaseReader reader, CurrentUser user, TimeProvider time)
{
    public IReadOnlyList<BatchCandidate> Read(IReadOnlyCollection<Guid> tasks) => reader.Read(sql => (IReadOnlyList<BatchCandidate>)[.. tasks.Distinct().Select(id => Of(sql, id)).OfType<BatchCandidate>()]);

    private BatchCandidate? Of(Sql sql, Guid id)
    {
        var now = time.GetUtcNow();
        if (TaskAccess.Find(sql, user.TenantId, id) is not { } task || !TaskAccess.MaySee(sql, user.TenantId, user.PersonId, task, now))
        {
            return null;
        }

        var spec = TaskSpec.FromJson(task.Spec);
        var action = BatchRule.ActionOf(spec);
        var right = TaskAccess.MayAct(sql, user.TenantId, user.PersonId, task, now);
        var problem = task.Status != WorkTaskStatus.Open ? CompleteTask.AlreadyDecided(task)
            : action is null ? "这一环节不允许批量通过，请逐件办理。"
            : right is null ? "这项任务现在由别人办理。"
            : TaskSeparation.Forbids(sql, user.TenantId, user.PersonId, right, task, spec) ? TaskSeparation.Refusal
            : null;
        return sql.Single(
            "select case_number, institution_name from work_task where tenant_id = @tenant and id = @id",
            row => new BatchCandidate(id, task.Revision, task.Title, row.GetString(0), row.GetString(1), action, problem),
            ("tenant", user.TenantId), ("id", id));
    }
}

/// <param name="Action">What passing it means; null when the step allows no batch.</param>
/// <param name="Problem">Why it cannot be passed; null when it can.</param>
public sealed record BatchCandidate(Guid Id, long Revision, string Title, string CaseNumber, string Institution, TaskAction? Action, string? Problem);
