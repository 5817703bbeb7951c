using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Cases;

public enum CaseStatus
{
    /// <summary>草稿.</summary>
    Draft,

    /// <summary>已提交，待受理.</summary>
    Submitted,

    /// <summary>待补正.</summary>
    Correcting,

    /// <summary>已受理，办理中.</summary>
    Accepted,

    /// <summary>办结（通过）.</summary>
    Approved,

    /// <summary>办结（不予通过）.</summary>
    Refused,

    /// <summary>已撤回.</summary>
    Withdrawn,
}

/// <summary>One matter (事项) of one institution: an application, an inspection visit, a rectification. It is moved by its workflow instance only.</summary>
public sealed class Case : TenantEntity
{
    public string Number { get; set; } = "";

    /// <summary>Code of the pack's matters: registration, filing, acceptance …</summary>
    public string MatterCode { get; set; } = "";

    public string Title { get; set; } = "";

    public CaseStatus Status { get; set; }

    public Guid InstitutionId { get; set; }

    public Guid? OpenedBy { get; set; }

    /// <summary>The case from which this one follows: the visit of a rectification.</summary>
    public Guid? ParentCaseId { get; set; }

    public Guid? InstanceId { get; set; }

    /// <summary>Answers to the fields of the matter's form, as a JSON object.</summary>
    public string Form { get; set; } = "{}";

    /// <summary>Raised by every change; a form sent from an older page is refused.</summary>
    public long Revision { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>受理, the first time that the case was accepted.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public bool IsOpen => Status is CaseStatus.Submitted or CaseStatus.Correcting or CaseStatus.Accepted;

    public bool IsAccepted => Status == CaseStatus.Accepted || AcceptedAt is not null;
}

/// <summary>A unit that had a task of the case: its officers may read it.</summary>
public sealed class CaseUnit : TenantEntity
{
    public Guid CaseId { get; set; }

    public Guid UnitId { get; set; }
}

public sealed class CaseMapping : IEntityTypeConfiguration<Case>, IEntityTypeConfiguration<CaseUnit>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("CaseFile");
        builder.HasIndex(c => new { c.TenantId, c.Number });
        builder.HasIndex(c => new { c.TenantId, c.InstitutionId, c.CreatedAt });
        builder.HasIndex(c => new { c.TenantId, c.MatterCode, c.Status, c.CreatedAt });
        builder.HasOne<Institution>().WithMany().HasForeignKey(c => new { c.TenantId, c.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CaseUnit> builder)
    {
        builder.HasIndex(c => new { c.TenantId, c.CaseId, c.UnitId }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.UnitId, c.CaseId });
        builder.HasOne<Case>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Unit>().WithMany().HasForeignKey(c => new { c.TenantId, c.UnitId }).OnDelete(DeleteBehavior.Restrict);
    }
}
