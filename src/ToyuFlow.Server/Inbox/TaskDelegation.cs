using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox;

/// <summary>委派 of a task: what was asked of whom, and the opinion it came back with. Kept beside the decision of the owner.</summary>
public sealed class TaskDelegation : TenantEntity
{
    public Guid TaskId { get; set; }

    public Guid OwnerId { get; set; }

    public string OwnerName { get; set; } = "";

    public Guid DelegateId { get; set; }

    public string DelegateName { get; set; } = "";

    public string Reason { get; set; } = "";

    public DateTimeOffset At { get; set; }

    /// <summary>Null while it is out, and when it was fetched back without one.</summary>
    public string? Opinion { get; set; }

    public DateTimeOffset? ReturnedAt { get; set; }
}

public sealed class TaskDelegationMapping : IEntityTypeConfiguration<TaskDelegation>
{
    public void Configure(EntityTypeBuilder<TaskDelegation> builder)
    {
        builder.HasIndex(d => new { d.TenantId, d.TaskId, d.At });
        builder.HasOne<WorkTask>().WithMany().HasForeignKey(d => new { d.TenantId, d.TaskId }).OnDelete(DeleteBehavior.Cascade);
    }
}
