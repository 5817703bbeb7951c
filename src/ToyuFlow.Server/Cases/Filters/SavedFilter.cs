using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases.Filters;

/// <summary>The lists that can be filtered and whose filters are kept.</summary>
public enum FilterPlace
{
    Inbox,
    Cases,
}

/// <summary>常用筛选: a filter of a list under a name of the person's own. What it says is read again like any address when it is used.</summary>
public sealed class SavedFilter : TenantEntity
{
    public Guid PersonId { get; set; }

    public FilterPlace Place { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The query of the list's address, with its question mark.</summary>
    public string Query { get; set; } = "";

    /// <summary>The list opens with it.</summary>
    public bool IsDefault { get; set; }
}

public sealed class SavedFilterMapping : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.HasIndex(f => new { f.TenantId, f.PersonId, f.Place, f.Name }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(f => f.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
