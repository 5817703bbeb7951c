using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Drafts;

/// <summary>
/// 暂存: keeps what stands in the form of a decision, right or wrong, for whoever may decide the task. One a person and task; a later one replaces it.
/// Words are kept though the task has changed meanwhile: only a decision is refused for that. Uploads are not kept.
/// </summary>
public sealed class SaveDraft(Step step)
{
    private const int Longest = 100_000;

    public void Run(Guid taskId, TaskEntry entry)
    {
        var held = TaskGuard.Hold(step, taskId);
        if (entry.IsEmpty)
        {
            throw new InvalidInputException("opinion", "还没有填写内容，不需要暂存。");
        }

        var content = entry.ToJson();
        if (content.Length > Longest)
        {
            throw new InvalidInputException("opinion", "填写的内容太长，没有暂存，请精简后再试。");
        }

        step.Sql.Execute(
            """
            insert into task_draft (tenant_id, id, task_id, person_id, saved_at, revision, content) values (@tenant, @id, @task, @person, @now, @revision, @content)
            on conflict (tenant_id, task_id, person_id) do update set saved_at = excluded.saved_at, revision = excluded.revision, content = excluded.content
            """,
            ("tenant", step.TenantId), ("id", step.NewId()), ("task", taskId), ("person", held.PersonId), ("now", step.Now),
            ("revision", entry.Revision ?? held.Row.Revision), ("content", content));
    }

    public void Discard(Guid taskId)
    {
        var (task, person) = TaskGuard.Find(step, taskId);
        step.Sql.Execute(
            "delete from task_draft where tenant_id = @tenant and task_id = @task and person_id = @person", ("tenant", step.TenantId), ("task", task.Id), ("person", person));
    }
}
