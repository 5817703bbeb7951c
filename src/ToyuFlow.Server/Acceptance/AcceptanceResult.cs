using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Acceptance;

public enum ItemVerdict
{
    /// <summary>合格.</summary>
    Pass,

    /// <summary>不合格.</summary>
    Fail,

    /// <summary>不适用, with its reason.</summary>
    NotApplicable,
}

/// <summary>One department's conclusion on its item of the safety acceptance, with the evidence it rests on. A later round supersedes an earlier one; both stay.</summary>
public sealed class AcceptanceResult : TenantEntity
{
    public Guid CaseId { get; set; }

    public string ItemCode { get; set; } = "";

    public string ItemName { get; set; } = "";

    public int Round { get; set; }

    public ItemVerdict Verdict { get; set; }

    public string Opinion { get; set; } = "";

    public string EvidenceNumber { get; set; } = "";

    public string Unit { get; set; } = "";

    public string DecidedBy { get; set; } = "";

    public DateTimeOffset DecidedAt { get; set; }
}

public sealed class AcceptanceResultMapping : IEntityTypeConfiguration<AcceptanceResult>
{
    public void Configure(EntityTypeBuilder<AcceptanceResult> builder)
    {
        builder.HasIndex(r => new { r.TenantId, r.CaseId, r.ItemCode, r.Round }).IsUnique();
        builder.HasOne<Case>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
