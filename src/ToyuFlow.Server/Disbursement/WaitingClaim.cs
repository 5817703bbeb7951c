using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

public enum WaitingState
{
    /// <summary>Finance has not decided yet what happens to it.</summary>
    Undecided,

    /// <summary>排队等待额度.</summary>
    Waiting,

    /// <summary>列入下一年度.</summary>
    NextYear,

    /// <summary>Got its money, or was refused.</summary>
    Over,
}

/// <summary>A claim that did not fit under the ceiling of its budget line. The queue stands in the order of approval; whoever is first is served first.</summary>
public sealed class WaitingClaim : TenantEntity
{
    public Guid CaseId { get; set; }

    public string BudgetCode { get; set; } = "";

    public int Year { get; set; }

    public Money Amount { get; set; }

    /// <summary>Kept over the years, so that nobody loses their place.</summary>
    public DateTimeOffset Since { get; set; }

    public WaitingState State { get; set; }

    public Guid? InstanceId { get; set; }

    public Guid? BookmarkId { get; set; }
}

public sealed class WaitingClaimMapping : IEntityTypeConfiguration<WaitingClaim>
{
    public void Configure(EntityTypeBuilder<WaitingClaim> builder)
    {
        builder.HasIndex(w => new { w.TenantId, w.CaseId }).IsUnique();
        builder.HasIndex(w => new { w.TenantId, w.BudgetCode, w.State, w.Since });
        builder.HasOne<Case>().WithMany().HasForeignKey(w => new { w.TenantId, w.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
