using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

public enum CheckVerdict
{
    /// <summary>合格.</summary>
    Pass,

    /// <summary>不合格.</summary>
    Fail,

    /// <summary>不适用.</summary>
    NotApplicable,
}

/// <summary>What was found on one point of the checklist, with the words that the list had on that day.</summary>
public sealed class VisitCheck : TenantEntity
{
    public Guid VisitId { get; set; }

    public int Position { get; set; }

    public string ItemCode { get; set; } = "";

    public string Text { get; set; } = "";

    public CheckVerdict Verdict { get; set; }

    public string Remark { get; set; } = "";
}

/// <summary>A point that failed: stays open until its rectification is closed.</summary>
public sealed class InspectionFinding : TenantEntity
{
    public Guid VisitId { get; set; }

    public string ItemCode { get; set; } = "";

    public string Text { get; set; } = "";

    public string Problem { get; set; } = "";

    public FindingSeverity Severity { get; set; }

    public DateTimeOffset FoundAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }
}

public sealed class VisitCheckMapping : IEntityTypeConfiguration<VisitCheck>, IEntityTypeConfiguration<InspectionFinding>
{
    public void Configure(EntityTypeBuilder<VisitCheck> builder)
    {
        builder.HasIndex(c => new { c.TenantId, c.VisitId, c.ItemCode }).IsUnique();
        builder.HasOne<InspectionVisit>().WithMany().HasForeignKey(c => new { c.TenantId, c.VisitId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<InspectionFinding> builder)
    {
        builder.HasIndex(f => new { f.TenantId, f.VisitId });
        builder.HasOne<InspectionVisit>().WithMany().HasForeignKey(f => new { f.TenantId, f.VisitId }).OnDelete(DeleteBehavior.Restrict);
    }
}
