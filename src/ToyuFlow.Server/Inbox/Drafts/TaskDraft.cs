using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Drafts;

/// <summary>暂存: the words of a decision that somebody has not made yet. Theirs alone, and gone once the task is decided, closed or given to another.</summary>
public sealed class TaskDraft : TenantEntity
{
    public Guid TaskId { get; set; }

    public Guid PersonId { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Of the task as the person saw it.</summary>
    public long Revision { get; set; }

    /// <summary>A <see cref="TaskEntry"/> as JSON.</summary>
    public string Content { get; set; } = "{}";
}

public sealed class TaskDraftMapping : IEntityTypeConfiguration<TaskDraft>
{
    public void Configure(EntityTypeBuilder<TaskDraft> builder)
    {
        builder.HasIndex(d => new { d.TenantId, d.TaskId, d.PersonId }).IsUnique();
        builder.HasOne<WorkTask>().WithMany().HasForeignKey(d => new { d.TenantId, d.TaskId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
