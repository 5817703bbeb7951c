using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Notifications;

public enum MailPace
{
    AtOnce,

    /// <summary>One mail a day that lists what there was.</summary>
    Daily,

    Off,
}

/// <summary>When and in which language somebody wants to be told; without a row at once, at any hour, in Chinese.</summary>
public sealed class NoticeTiming : TenantEntity
{
    public Guid PersonId { get; set; }

    public MailPace MailPace { get; set; }

    /// <summary>The hour of the daily mail in Beijing.</summary>
    public int DigestHour { get; set; }

    /// <summary>Minutes of the day in Beijing from which mail and short messages wait; null for never.</summary>
    public int? QuietFrom { get; set; }

    public int? QuietUntil { get; set; }

    public string Language { get; set; } = "";
}

public sealed class NoticeTimingMapping : IEntityTypeConfiguration<NoticeTiming>
{
    public void Configure(EntityTypeBuilder<NoticeTiming> builder)
    {
        builder.HasIndex(t => new { t.TenantId, t.PersonId }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
