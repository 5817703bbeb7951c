using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Batch;

/// <summary>A batch of the signed-in person: what became of each task, and the next few of those that still wait.</summary>
public sealed class BatchRun(DatabaseReader reader, CurrentUser user, Steps steps)
{
    /// <summary>Passed within one request; the page shows how far it has come in between.</summary>
    public const int AtOnce = 10;

    /// <summary>Null when there is no such batch of this person.</summary>
    public BatchView? Read(Guid batchId) => reader.Read(sql => sql.Scalar<string>(
        "select opinion from task_batch where tenant_id = @tenant and id = @id and person_id = @person", ("tenant", user.TenantId), ("id", batchId), ("person", user.PersonId)) is { } opinion
        ? new BatchView(batchId, opinion, sql.List(
            """
            select l.task_id, t.title, t.case_number, t.institution_name, l.state, l.message from task_batch_line l join work_task t on t.tenant_id = l.tenant_id and t.id = l.task_id
            where l.tenant_id = @tenant and l.batch_id = @batch order by l.place
            """,
            row => new BatchLine(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Named<BatchLineState>(4), row.GetString(5)),
            ("tenant", user.TenantId), ("batch", batchId)))
        : null);

    public async Task GoOnAsync(BatchView batch, CancellationToken cancellationToken)
    {
        foreach (var line in batch.Lines.Where(l => l.State == BatchLineState.Waiting).Take(AtOnce))
        {
            try
            {
                await steps.RunAsync<PassBatch>(
                    user.Actor, $"batch-{batch.Id:N}-{line.TaskId:N}", (pass, token) => pass.PassAsync(batch.Id, line.TaskId, batch.Opinion, token), cancellationToken);
            }
            catch (RefusedException refused)
            {
                await steps.RunAsync<PassBatch>(
                    user.Actor, null,
                    (pass, _) =>
                    {
                        pass.Refuse(batch.Id, line.TaskId, refused.Message);
                        return Task.CompletedTask;
                    },
                    cancellationToken);
            }
        }
    }
}

public sealed record BatchView(Guid Id, string Opinion, IReadOnlyList<BatchLine> Lines)
{
    public int Of(BatchLineState state) => Lines.Count(l => l.State == state);
}

public sealed record BatchLine(Guid TaskId, string Title, string CaseNumber, string Institution, BatchLineState State, string Message);
