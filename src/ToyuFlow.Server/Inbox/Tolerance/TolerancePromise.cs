using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Tolerance;

public enum PromiseState
{
    /// <summary>待补齐: the result is withheld.</summary>
    Open,

    /// <summary>已补齐.</summary>
    Kept,

    /// <summary>未履行: the institution is not accepted so again.</summary>
    Broken,

    /// <summary>The case ended before the day came.</summary>
    Ended,
}

/// <summary>容缺受理: the case was accepted on the applicant's signed promise to hand in by a day what is missing. Its clock is its own; one a case.</summary>
public sealed class TolerancePromise : TenantEntity
{
    public Guid CaseId { get; set; }

    public Guid InstitutionId { get; set; }

    public string Number { get; set; } = "";

    public Guid AcceptedBy { get; set; }

    public string AcceptedByName { get; set; } = "";

    public DateTimeOffset AcceptedAt { get; set; }

    public Guid UnitId { get; set; }

    /// <summary>Whose holders check the papers when whoever accepted is gone.</summary>
    public Guid? PostId { get; set; }

    public DateTimeOffset DueAt { get; set; }

    public PromiseState State { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public long Revision { get; set; }
}

public enum GapState
{
    Missing,

    /// <summary>已补交，待核对.</summary>
    HandedIn,
    Complete,
}

/// <summary>A paper that is missing or not right yet.</summary>
public sealed class ToleranceGap : TenantEntity
{
    public Guid PromiseId { get; set; }

    /// <summary>Its place in the list of the notice.</summary>
    public int Place { get; set; }

    /// <summary>Code of the pack's material list.</summary>
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Problem { get; set; } = "";

    public GapState State { get; set; }

    public DateTimeOffset? HandedInAt { get; set; }

    /// <summary>Why it was sent back last.</summary>
    public string? SentBack { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }

    public string? CheckedByName { get; set; }
}

public sealed class TolerancePromiseMapping : IEntityTypeConfiguration<TolerancePromise>, IEntityTypeConfiguration<ToleranceGap>
{
    public void Configure(EntityTypeBuilder<TolerancePromise> builder)
    {
        builder.HasIndex(p => new { p.TenantId, p.CaseId }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.InstitutionId, p.State });
        builder.HasOne<Case>().WithMany().HasForeignKey(p => new { p.TenantId, p.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Institution>().WithMany().HasForeignKey(p => new { p.TenantId, p.InstitutionId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(p => new { p.TenantId, p.UnitId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ToleranceGap> builder)
    {
        builder.HasIndex(g => new { g.TenantId, g.PromiseId, g.Place });
        builder.HasOne<TolerancePromise>().WithMany().HasForeignKey(g => new { g.TenantId, g.PromiseId }).OnDelete(DeleteBehavior.Cascade);
    }
}
