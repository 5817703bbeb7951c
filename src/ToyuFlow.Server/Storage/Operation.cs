using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ToyuFlow.Server.Storage;

/// <summary>A step that was done under the caller's operation id, with its result, so that a repeated request gets the same answer.</summary>
public sealed class Operation
{
    public string TenantId { get; set; } = "";

    public string OperationId { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public string Result { get; set; } = "";
}

public sealed class OperationMapping : IEntityTypeConfiguration<Operation>
{
    public void Configure(EntityTypeBuilder<Operation> builder)
    {
        builder.HasKey(o => new { o.TenantId, o.OperationId });
        builder.Property(o => o.OperationId).HasMaxLength(80);
        builder.HasIndex(o => o.At);
    }
}
