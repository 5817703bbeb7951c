using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Accounts;

/// <summary>A department (部门) of the county, under the name that its policy document uses.</summary>
public sealed class Unit : TenantEntity
{
    public string Name { get; set; } = "";

    public bool IsDisabled { get; set; }
}

/// <summary>Which unit fills a role of the pack (卫生健康, 民政 …): one unit may fill several, and a role may be filled by several.</summary>
public sealed class UnitRole : TenantEntity
{
    public string RoleId { get; set; } = "";

    public Guid UnitId { get; set; }
}

/// <summary>A post (岗位) of a unit: tasks are offered to it, people hold it.</summary>
public sealed class Post : TenantEntity
{
    public Guid UnitId { get; set; }

    /// <summary>accept, review, approve, inspect, handle, pay: codes of the pack.</summary>
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";
}

public sealed class PostHolder : TenantEntity
{
    public Guid PostId { get; set; }

    public Guid PersonId { get; set; }
}

public sealed class UnitMapping : IEntityTypeConfiguration<Unit>, IEntityTypeConfiguration<UnitRole>, IEntityTypeConfiguration<Post>, IEntityTypeConfiguration<PostHolder>
{
    public void Configure(EntityTypeBuilder<Unit> builder) => builder.HasIndex(u => new { u.TenantId, u.Name }).IsUnique();

    public void Configure(EntityTypeBuilder<UnitRole> builder)
    {
        builder.HasIndex(r => new { r.TenantId, r.RoleId, r.UnitId }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(r => new { r.TenantId, r.UnitId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.HasIndex(p => new { p.TenantId, p.UnitId, p.Code }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(p => new { p.TenantId, p.UnitId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PostHolder> builder)
    {
        builder.HasIndex(h => new { h.TenantId, h.PersonId, h.PostId }).IsUnique();
        builder.HasOne<Post>().WithMany().HasForeignKey(h => new { h.TenantId, h.PostId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(h => h.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
