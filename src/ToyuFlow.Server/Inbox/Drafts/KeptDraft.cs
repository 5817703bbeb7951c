using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Drafts;

/// <summary>A draft as its writer finds it again.</summary>
/// <param name="ChangedBy">What happened to the task since, and by whom; empty when nothing did.</param>
public sealed record KeptDraft(DateTimeOffset SavedAt, TaskEntry Entry, string ChangedBy)
{
    public static KeptDraft? Find(Sql sql, string tenantId, Guid personId, TaskRow task) => sql.Single(
        "select saved_at, content, revision from task_draft where tenant_id = @tenant and task_id = @task and person_id = @person",
        row => new { At = row.Instant(0), Entry = TaskEntry.FromJson(row.GetString(1)), Revision = row.GetInt64(2) },
        ("tenant", tenantId), ("task", task.Id), ("person", personId)) is { } found
            ? new KeptDraft(found.At, found.Entry, found.Revision == task.Revision ? "" : TaskGuard.LastChange(sql, tenantId, task))
            : null;

    /// <summary>Nobody decides the task from these words any more.</summary>
    public static void Drop(Step step, Guid taskId) => step.Sql.Execute(
        "delete from task_draft where tenant_id = @tenant and task_id = @task", ("tenant", step.TenantId), ("task", taskId));
}
