using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Inspections;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Rectification;

public enum RectificationState
{
    /// <summary>整改中: it is the institution's turn.</summary>
    Open,

    /// <summary>延期待批.</summary>
    ExtensionAsked,

    /// <summary>待复查.</summary>
    Submitted,

    /// <summary>督办中: the lead department decides how to go on.</summary>
    Supervised,

    /// <summary>已整改.</summary>
    Closed,

    /// <summary>已移送处理.</summary>
    Referred,
}

/// <summary>责令限期整改: what one visit ordered to be put right, by when, and what became of it. Its notice is printed from this row.</summary>
public sealed class RectificationRecord : TenantEntity
{
    public const int MostFailures = 2;

    public Guid CaseId { get; set; }

    public Guid VisitId { get; set; }

    public Guid InstitutionId { get; set; }

    public string Role { get; set; } = "";

    public string UnitName { get; set; } = "";

    public string NoticeNumber { get; set; } = "";

    public FindingSeverity Severity { get; set; }

    /// <summary>What the inspector ordered.</summary>
    public string Requirement { get; set; } = "";

    public string IssuedBy { get; set; } = "";

    public DateTimeOffset IssuedAt { get; set; }

    /// <summary>The deadline that the notice states; <see cref="DueAt"/> is the one in force.</summary>
    public DateTimeOffset NoticeDueAt { get; set; }

    public DateTimeOffset DueAt { get; private set; }

    public RectificationState State { get; private set; }

    public string Measures { get; private set; } = "";

    public DateTimeOffset? SubmittedAt { get; private set; }

    public string ExtensionReason { get; private set; } = "";

    public DateTimeOffset? ExtensionAskedAt { get; private set; }

    /// <summary>Null until decided.</summary>
    public bool? IsExtended { get; private set; }

    /// <summary>Re-checks that it did not pass.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? OverdueAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Once, and before the deadline.</summary>
    public bool MayAskExtension(DateTimeOffset now) => ExtensionAskedAt is null && now < DueAt;

    public void Issue(DateTimeOffset dueAt)
    {
        (NoticeDueAt, DueAt, State) = (dueAt, dueAt, RectificationState.Open);
    }

    public void Submit(string measures, DateTimeOffset at)
    {
        (Measures, SubmittedAt, State) = (measures, at, RectificationState.Submitted);
    }

    public void AskExtension(string reason, DateTimeOffset at)
    {
        (ExtensionReason, ExtensionAskedAt, State) = (reason, at, RectificationState.ExtensionAsked);
    }

    public void DecideExtension(DateTimeOffset? newDueAt)
    {
        (IsExtended, DueAt, State) = (newDueAt is not null, newDueAt ?? DueAt, RectificationState.Open);
    }

    /// <returns>Whether it has failed too often to simply try again.</returns>
    public bool Fail(DateTimeOffset newDueAt)
    {
        Failures++;
        if (Failures >= MostFailures)
        {
            State = RectificationState.Supervised;
            return true;
        }

        Renew(newDueAt);
        return false;
    }

    public void Renew(DateTimeOffset dueAt)
    {
        (DueAt, State) = (dueAt, RectificationState.Open);
    }

    public void Overdue(DateTimeOffset at)
    {
        (OverdueAt, State) = (OverdueAt ?? at, RectificationState.Supervised);
    }

    public void End(bool referred, DateTimeOffset at)
    {
        (State, EndedAt) = (referred ? RectificationState.Referred : RectificationState.Closed, at);
    }
}

public sealed class RectificationMapping : IEntityTypeConfiguration<RectificationRecord>
{
    public void Configure(EntityTypeBuilder<RectificationRecord> builder)
    {
        builder.ToTable("Rectification");
        builder.HasIndex(r => new { r.TenantId, r.CaseId }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.NoticeNumber }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.State, r.DueAt, r.Id });
        builder.HasIndex(r => new { r.TenantId, r.InstitutionId, r.State });
        builder.HasOne<Case>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InspectionVisit>().WithMany().HasForeignKey(r => new { r.TenantId, r.VisitId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Institution>().WithMany().HasForeignKey(r => new { r.TenantId, r.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
    }
}
