using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

public enum RecallState
{
    /// <summary>已提出, waits for approval.</summary>
    Proposed,

    /// <summary>已批准: the payee has been told, the money is awaited.</summary>
    Approved,

    /// <summary>已到账: posted.</summary>
    Received,

    /// <summary>没有批准.</summary>
    Refused,
}

/// <summary>追回: money that was paid and is to come back. One proposes, another approves, a third records that it has come.</summary>
public sealed class Recall : TenantEntity
{
    public Guid CaseId { get; set; }

    public Money Amount { get; set; }

    /// <summary>文号 of the decision; also what the movement is known by in the ledger.</summary>
    public string DocumentNumber { get; set; } = "";

    public string Reason { get; set; } = "";

    public RecallState State { get; set; }

    public Guid ProposedBy { get; set; }

    public string ProposedByName { get; set; } = "";

    public DateTimeOffset ProposedAt { get; set; }

    public Guid? DecidedBy { get; set; }

    public string DecidedByName { get; set; } = "";

    public DateTimeOffset? DecidedAt { get; set; }

    public string Opinion { get; set; } = "";

    public string ReceivedByName { get; set; } = "";

    public DateTimeOffset? ReceivedAt { get; set; }

    /// <summary>缴款凭证号.</summary>
    public string VoucherNumber { get; set; } = "";

    public bool IsOpen => State is RecallState.Proposed or RecallState.Approved;
}

public sealed class RecallMapping : IEntityTypeConfiguration<Recall>
{
    public void Configure(EntityTypeBuilder<Recall> builder)
    {
        builder.Property(r => r.DocumentNumber).HasMaxLength(80);
        builder.HasIndex(r => new { r.TenantId, r.CaseId, r.DocumentNumber }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.State, r.ProposedAt });
        builder.HasOne<Case>().WithMany().HasForeignKey(r => new { r.TenantId, r.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.ToTable("Recall", table => table.HasCheckConstraint("ck_recall_amount", "amount > 0"));
    }
}
