using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

/// <summary>One try to deliver a message, kept so that a complaint "I was never told" can be answered.</summary>
public sealed class DeliveryAttempt : TenantEntity
{
    public Guid MessageId { get; set; }

    public DateTimeOffset At { get; set; }

    public DeliveryOutcome Outcome { get; set; }

    public string? Reason { get; set; }

    public DateTimeOffset? NextAttemptAt { get; set; }
}

public sealed class DeliveryAttemptMapping : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.HasIndex(a => new { a.TenantId, a.MessageId, a.At });
        builder.HasOne<OutboxMessage>().WithMany().HasForeignKey(a => new { a.TenantId, a.MessageId }).OnDelete(DeleteBehavior.Cascade);
    }
}
