using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Subsidies;

/// <summary>
/// What a case has a claim on and no other case can: a bed of an institution, a child in a month, an institution's month. The unique index is
/// what keeps any of them from being paid twice, whoever asks at the same time.
/// </summary>
public sealed class GrantedUnit : TenantEntity
{
    public string SchemeCode { get; set; } = "";

    public string Period { get; set; } = "";

    /// <summary>bed/INSTITUTION/7, child/FINGERPRINT or institution/INSTITUTION.</summary>
    public string UnitKey { get; set; } = "";

    public Guid CaseId { get; set; }
}

public sealed class GrantedUnitMapping : IEntityTypeConfiguration<GrantedUnit>
{
    public void Configure(EntityTypeBuilder<GrantedUnit> builder)
    {
        builder.Property(g => g.UnitKey).HasMaxLength(120);
        builder.HasIndex(g => new { g.TenantId, g.SchemeCode, g.Period, g.UnitKey }).IsUnique();
        builder.HasIndex(g => new { g.TenantId, g.CaseId });
        builder.HasOne<Case>().WithMany().HasForeignKey(g => new { g.TenantId, g.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
