using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

/// <summary>The plan of one programme for one period. There is one, however often and on however many nodes it is made.</summary>
public sealed class InspectionPlan : TenantEntity
{
    public string ProgrammeCode { get; set; } = "";

    public string ProgrammeName { get; set; } = "";

    /// <summary>2025-Q1.</summary>
    public string Period { get; set; } = "";

    public string PeriodName { get; set; } = "";

    public DateTimeOffset StartsAt { get; set; }

    /// <summary>24:00 of the last day.</summary>
    public DateTimeOffset EndsAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the lead department was told of visits still missing on the last working day.</summary>
    public DateTimeOffset? ReportedAt { get; set; }
}

public sealed class InspectionPlanMapping : IEntityTypeConfiguration<InspectionPlan>
{
    public void Configure(EntityTypeBuilder<InspectionPlan> builder)
    {
        builder.HasIndex(p => new { p.TenantId, p.ProgrammeCode, p.Period }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.StartsAt });
    }
}
