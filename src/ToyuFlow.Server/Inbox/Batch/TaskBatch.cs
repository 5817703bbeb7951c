using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Batch;

/// <summary>批量通过: many tasks that one person passes with one opinion, each in a step of its own.</summary>
public sealed class TaskBatch : TenantEntity
{
    public Guid PersonId { get; set; }

    public string Opinion { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

public enum BatchLineState
{
    Waiting,
    Done,
    Refused,
}

/// <summary>What becomes of one task of the batch. Written in the step that decides the task, so that both are there or neither.</summary>
public sealed class TaskBatchLine : TenantEntity
{
    public Guid BatchId { get; set; }

    public Guid TaskId { get; set; }

    public int Place { get; set; }

    /// <summary>Of the task as the person saw it.</summary>
    public long Revision { get; set; }

    public BatchLineState State { get; set; }

    /// <summary>Why it was refused.</summary>
    public string Message { get; set; } = "";
}

public sealed class TaskBatchMapping : IEntityTypeConfiguration<TaskBatch>, IEntityTypeConfiguration<TaskBatchLine>
{
    public void Configure(EntityTypeBuilder<TaskBatch> builder) =>
        builder.HasOne<Person>().WithMany().HasForeignKey(b => b.PersonId).OnDelete(DeleteBehavior.Cascade);

    public void Configure(EntityTypeBuilder<TaskBatchLine> builder)
    {
        builder.HasIndex(l => new { l.TenantId, l.BatchId, l.TaskId }).IsUnique();
        builder.HasOne<TaskBatch>().WithMany().HasForeignKey(l => new { l.TenantId, l.BatchId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<WorkTask>().WithMany().HasForeignKey(l => new { l.TenantId, l.TaskId }).OnDelete(DeleteBehavior.Cascade);
    }
}
