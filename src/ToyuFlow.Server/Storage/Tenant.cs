using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToyuFlow.Server.Storage;

/// <summary>A jurisdiction that this installation serves; its id is the id of its policy pack.</summary>
public sealed class Tenant
{
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

public sealed class TenantMapping : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder) => builder.Property(t => t.Id).HasMaxLength(40);
}
