using ToyuFlow.Server.Audit;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Batch;

/// <summary>批量通过, from the list to the single task: the batch is written first, then each of its tasks is passed or refused, once.</summary>
public sealed class PassBatch(Step step, CompleteTask complete, AuditTrail audit)
{
    public const int Most = 100;

    public Guid Begin(IReadOnlyList<BatchItem> items, string opinion)
    {
        if (items.Count is 0 or > Most)
        {
            throw new InvalidInputException("ids", $"请选择 1 至 {Most} 项任务。");
        }

        var id = step.NewId();
        step.Sql.Execute(
            "insert into task_batch (tenant_id, id, person_id, opinion, created_at) values (@tenant, @id, @person, @opinion, @now)",
            ("tenant", step.TenantId), ("id", id), ("person", step.Actor.PersonId), ("opinion", opinion), ("now", step.Now));
        foreach (var (place, item) in items.DistinctBy(i => i.TaskId).Index())
        {
            // Somebody else's task is as good as none.
            TaskGuard.Find(step, item.TaskId);
            step.Sql.Execute(
                "insert into task_batch_line (tenant_id, id, batch_id, task_id, place, revision, state, message) values (@tenant, @id, @batch, @task, @place, @revision, @state, '')",
                ("tenant", step.TenantId), ("id", step.NewId()), ("batch", id), ("task", item.TaskId), ("place", place), ("revision", item.Revision), ("state", BatchLineState.Waiting));
        }

        audit.Record("batch.begun", "batch", id.ToString(), detail: $"{items.Count} 项");
        return id;
    }

    /// <summary>Passes one task; whoever comes second finds the line done and changes nothing.</summary>
    public async Task PassAsync(Guid batchId, Guid taskId, string opinion, CancellationToken cancellationToken)
    {
        if (Waiting(batchId, taskId) is not { } revision)
        {
            return;
        }

        var (task, _) = TaskGuard.Find(step, taskId);
        var action = BatchRule.ActionOf(TaskSpec.FromJson(task.Spec)) ?? throw new ForbiddenException("这一环节不允许批量通过，请逐件办理。");
        await complete.RunAsync(new TaskInput(taskId, revision, action.Code, opinion), cancellationToken);
        Settle(batchId, taskId, BatchLineState.Done, "");
    }

    public void Refuse(Guid batchId, Guid taskId, string message)
    {
        if (Waiting(batchId, taskId) is not null)
        {
            Settle(batchId, taskId, BatchLineState.Refused, message);
        }
    }

    private long? Waiting(Guid batchId, Guid taskId) => step.Sql.Scalar<long?>(
        """
        select l.revision from task_batch_line l join task_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
        where l.tenant_id = @tenant and l.batch_id = @batch and l.task_id = @task and l.state = 'Waiting' and b.person_id = @person
        """ + step.Sql.ForUpdate,
        ("tenant", step.TenantId), ("batch", batchId), ("task", taskId), ("person", step.Actor.PersonId));

    private void Settle(Guid batchId, Guid taskId, BatchLineState state, string message) => step.Sql.Execute(
        "update task_batch_line set state = @state, message = @message where tenant_id = @tenant and batch_id = @batch and task_id = @task",
        ("state", state), ("message", message), ("tenant", step.TenantId), ("batch", batchId), ("task", taskId));
}

/// <param name="Revision">The one that the person saw.</param>
public sealed record BatchItem(Guid TaskId, long Revision);
