using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inspections;

public enum VisitState
{
    /// <summary>待检查.</summary>
    Open,

    /// <summary>检查合格.</summary>
    Passed,

    /// <summary>发现问题.</summary>
    Findings,
}

/// <summary>One department's visit to one institution in a plan; its case carries the task of the inspector.</summary>
public sealed class InspectionVisit : TenantEntity
{
    public Guid PlanId { get; set; }

    public Guid InstitutionId { get; set; }

    public string Role { get; set; } = "";

    /// <summary>1, unless the programme asks for several visits in a period.</summary>
    public int Number { get; set; }

    public Guid CaseId { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    public VisitState State { get; private set; }

    public DateTimeOffset? VisitedAt { get; private set; }

    public string Inspector { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public int Failures { get; private set; }

    public FindingSeverity? Severity { get; private set; }

    /// <summary>What the inspector ordered or remarked.</summary>
    public string Opinion { get; private set; } = "";

    public void Record(string unitName, string inspector, int failures, FindingSeverity? severity, string opinion, DateTimeOffset at)
    {
        (UnitName, Inspector, Failures, Severity, Opinion, VisitedAt) = (unitName, inspector, failures, failures > 0 ? severity : null, opinion, at);
        State = failures > 0 ? VisitState.Findings : VisitState.Passed;
    }
}

public sealed class InspectionVisitMapping : IEntityTypeConfiguration<InspectionVisit>
{
    public void Configure(EntityTypeBuilder<InspectionVisit> builder)
    {
        builder.HasIndex(v => new { v.TenantId, v.PlanId, v.InstitutionId, v.Role, v.Number }).IsUnique();
        builder.HasIndex(v => new { v.TenantId, v.CaseId }).IsUnique();
        builder.HasIndex(v => new { v.TenantId, v.InstitutionId });
        builder.HasOne<InspectionPlan>().WithMany().HasForeignKey(v => new { v.TenantId, v.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Institution>().WithMany().HasForeignKey(v => new { v.TenantId, v.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Case>().WithMany().HasForeignKey(v => new { v.TenantId, v.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
