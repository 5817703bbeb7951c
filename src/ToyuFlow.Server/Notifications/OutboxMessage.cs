using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Notifications.Channels;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

public enum OutboxState
{
    Waiting,
    Sent,

    /// <summary>Given up after the last try; an administrator may send it again.</summary>
    Dead,

    /// <summary>Kept for the one mail a day of its person; its next attempt is when that is made.</summary>
    Held,

    /// <summary>Told in a mail that lists several.</summary>
    Merged,
}

/// <summary>A message that a step has decided to send. Written with the step, delivered afterwards, at least once, under one id.</summary>
public sealed class OutboxMessage : TenantEntity
{
    public NoticeChannel Channel { get; set; }

    /// <summary>The robot, gateway or hook; null for mail.</summary>
    public Guid? EndpointId { get; set; }

    /// <summary>Whom it tells; null for a robot and for mail to an address.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>The page that it is about, within the service.</summary>
    public string Href { get; set; } = "";

    public string Recipient { get; set; } = "";

    public string Subject { get; set; } = "";

    public string Text { get; set; } = "";

    /// <summary>Content hash in the upload store; empty when there is no attachment.</summary>
    public string AttachmentHash { get; set; } = "";

    public string AttachmentName { get; set; } = "";

    public OutboxState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset NextAttemptAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public string? LastError { get; set; }

    public Guid? CaseId { get; set; }
}

/// <summary>A message in the bell of a person.</summary>
public sealed class Notice : TenantEntity
{
    public Guid PersonId { get; set; }

    public DateTimeOffset At { get; set; }

    public string Sentence { get; set; } = "";

    public string Href { get; set; } = "";

    public DateTimeOffset? ReadAt { get; set; }
}

public sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>, IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox");
        builder.HasIndex(m => new { m.State, m.NextAttemptAt, m.Id });
        builder.HasIndex(m => new { m.TenantId, m.State, m.CreatedAt });
        builder.HasIndex(m => new { m.TenantId, m.PersonId, m.State });
        builder.Property(m => m.Channel).HasDefaultValue(NoticeChannel.Mail);
        builder.Property(m => m.Href).HasDefaultValue("");
    }

    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.HasIndex(n => new { n.TenantId, n.PersonId, n.ReadAt, n.At });
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
