using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Recognition;

/// <summary>A decision of the lead bureau on an institution's standing (普惠、示范性普惠), given or taken away, with its document. The latest one holds; all stay.</summary>
public sealed class RecognitionRecord : TenantEntity
{
    public Guid InstitutionId { get; set; }

    public bool IsInclusive { get; set; }

    public bool IsDemonstration { get; set; }

    public string DocumentNumber { get; set; } = "";

    public DateOnly DocumentDate { get; set; }

    public DateTimeOffset DecidedAt { get; set; }

    public string DecidedBy { get; set; } = "";
}

public sealed class RecognitionRecordMapping : IEntityTypeConfiguration<RecognitionRecord>
{
    public void Configure(EntityTypeBuilder<RecognitionRecord> builder)
    {
        builder.HasIndex(r => new { r.TenantId, r.InstitutionId, r.DecidedAt });
        builder.HasOne<Institution>().WithMany().HasForeignKey(r => new { r.TenantId, r.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
    }
}
