using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Accounts;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Inbox.Withdrawing;

public enum WithdrawalStatus
{
    Asked,
    Approved,
    Refused,

    /// <summary>The applicant took the request back.</summary>
    Retracted,
}

/// <summary>撤件: an applicant withdraws the application in writing. Before acceptance that is the end of it; afterwards the head of the responsible unit decides.</summary>
public sealed class WithdrawalRequest : TenantEntity
{
    public Guid CaseId { get; set; }

    public string Number { get; set; } = "";

    public string Reason { get; set; } = "";

    /// <summary>The unit whose head decides.</summary>
    public Guid UnitId { get; set; }

    public Guid AskedBy { get; set; }

    public string AskedByName { get; set; } = "";

    public DateTimeOffset AskedAt { get; set; }

    public WithdrawalStatus Status { get; set; }

    /// <summary>Null where nobody had to decide.</summary>
    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string Opinion { get; set; } = "";
}

public sealed class WithdrawalRequestMapping : IEntityTypeConfiguration<WithdrawalRequest>
{
    public void Configure(EntityTypeBuilder<WithdrawalRequest> builder)
    {
        builder.HasIndex(w => new { w.TenantId, w.Number }).IsUnique();
        builder.HasIndex(w => new { w.TenantId, w.CaseId, w.AskedAt });
        builder.HasIndex(w => new { w.TenantId, w.UnitId, w.Status });
        builder.HasOne<Case>().WithMany().HasForeignKey(w => new { w.TenantId, w.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(w => new { w.TenantId, w.UnitId }).OnDelete(DeleteBehavior.Restrict);
    }
}
