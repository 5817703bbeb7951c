using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Feed;

/// <summary>期限日历: the secret address at which a calendar program reads the person's deadlines. Of the secret only the hash is kept.</summary>
public sealed class CalendarFeed : TenantEntity
{
    public Guid PersonId { get; set; }

    public string SecretHash { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

public sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.HasIndex(f => new { f.TenantId, f.PersonId }).IsUnique();
        builder.HasIndex(f => f.SecretHash);
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
