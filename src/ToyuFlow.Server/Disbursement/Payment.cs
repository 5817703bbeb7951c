using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToyuFlow.Server.Cases;
using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Disbursement;

public enum PaymentState
{
    /// <summary>待拨付.</summary>
    Ordered,

    /// <summary>已拨付.</summary>
    Paid,
}

/// <summary>What is to be paid to whom for a case, and what was paid. One a case.</summary>
public sealed class Payment : TenantEntity
{
    public Guid CaseId { get; set; }

    public PaymentState State { get; set; }

    public Money Amount { get; set; }

    public string PayeeName { get; set; } = "";

    public string PayeeBank { get; set; } = "";

    public string PayeeAccount { get; set; } = "";

    public DateTimeOffset OrderedAt { get; set; }

    /// <summary>拨付回单编号 of this service.</summary>
    public string? Number { get; set; }

    public DateOnly? PaidOn { get; set; }

    /// <summary>支付凭证号 of the treasury.</summary>
    public string? VoucherNumber { get; set; }

    /// <summary>The bank's receipt, as the task's upload names it.</summary>
    public string? ReceiptFile { get; set; }

    public DateTimeOffset? RecordedAt { get; set; }

    public string? RecordedBy { get; set; }

    /// <summary>The account with all but its ends hidden, for everybody but the payer.</summary>
    public string MaskedAccount => Mask(PayeeAccount);

    public static string Mask(string account) => account.Length <= 8 ? new string('*', account.Length) : $"{account[..4]} **** {account[^4..]}";
}

public sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.Ignore(p => p.MaskedAccount);
        builder.HasIndex(p => new { p.TenantId, p.CaseId }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.Number }).IsUnique();
        builder.HasIndex(p => new { p.TenantId, p.State, p.RecordedAt });
        builder.HasOne<Case>().WithMany().HasForeignKey(p => new { p.TenantId, p.CaseId }).OnDelete(DeleteBehavior.Restrict);
    }
}
