using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Designer;

/// <summary>What one system administrator may do with definitions; its id is the person's. Without a row both are allowed.</summary>
public sealed class DesignRight : TenantEntity
{
    public bool MayEdit { get; set; }

    public bool MayPublish { get; set; }
}

public sealed class DesignRightMapping : IEntityTypeConfiguration<DesignRight>
{
    public void Configure(EntityTypeBuilder<DesignRight> builder) => builder.ToTable("design_right");
}
